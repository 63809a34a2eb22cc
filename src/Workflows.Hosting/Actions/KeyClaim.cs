namespace Workflows.Hosting.Actions;

/// <summary>What became of a claim.</summary>
/// <param name="IsMine">Whether the call is to be made.</param>
/// <param name="Answer">The answer of an earlier call under the key; null when there is none.</param>
internal readonly record struct KeyClaim(bool IsMine, ActionResult? Answer)
{
    /// <summary>The call is to be made.</summary>
    public static KeyClaim Mine { get; } = new(true, null);

    /// <summary>Another call under the key is under way.</summary>
    public static KeyClaim Taken { get; } = new(false, null);

    /// <summary>The key was used before.</summary>
    public static KeyClaim Of(ActionResult answer) => new(false, answer);
}
