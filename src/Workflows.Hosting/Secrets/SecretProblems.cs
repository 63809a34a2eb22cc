namespace Workflows.Hosting.Secrets;

/// <summary>Why a command on secrets was refused.</summary>
internal static class SecretProblems
{
    public static Problem InvalidName { get; } = new(
        ProblemKind.Invalid, "INVALID_SECRET_NAME", "A secret is named by 1 to 255 capital letters, digits and underscores.", "/name",
        "Choose a name like API_KEY.");

    public static Problem InvalidValue { get; } = new(
        ProblemKind.Invalid, "INVALID_SECRET_VALUE", "A secret's value has 1 to 65,536 characters.", "/value", "Send a value of that length.");

    public static Problem DescriptionTooLong { get; } = new(
        ProblemKind.Invalid, "SECRET_DESCRIPTION_TOO_LONG", "A secret's description has at most 1,000 characters.", "/description",
        "Shorten it.");

    public static Problem NothingToChange { get; } = new(
        ProblemKind.Invalid, "NOTHING_TO_CHANGE", "The body has neither 'value' nor 'description'.", null, "Send what is to be changed.");

    public static Problem MasterKeyUnreadable(string reason) => new(
        ProblemKind.Unavailable, "MASTER_KEY_UNREADABLE", $"The master keys cannot be read: {reason}", null,
        "Correct the key file (--secrets-key-file); the keys that were read before stay in use.");

    public static Problem Changed(string name) => new(
        ProblemKind.Conflict, "SECRET_CHANGED", $"The secret {name} is being changed by others.", null, "Try again.");

    public static Problem Taken(string name) => new(
        ProblemKind.Conflict, "SECRET_EXISTS", $"There is a secret {name} already.", "/name", "Choose another name, or set the value of that one.");

    public static Problem NotFound(string name) => new(
        ProblemKind.NotFound, "SECRET_NOT_FOUND", $"There is no secret {name}.", null, "GET /v1/secrets lists the secrets.");

    public static Problem InUse(string name, IReadOnlyList<string> workflows) => new(
        ProblemKind.Conflict, "SECRET_IN_USE",
        $"The secret {name} is used by {string.Join(", ", workflows.Take(20))}{(workflows.Count > 20 ? $" and {workflows.Count - 20} more" : "")}.",
        null, "Change these workflows first, or delete it all the same with force=true: their steps will then fail.");
}
