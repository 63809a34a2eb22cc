namespace Workflows.Storage.Tasks;

/// <summary>The stored form of lists of a task.</summary>
internal static class TaskRows
{
    // Names hold no control characters; the engine and the gateway see to it.
    private const char Separator = '\n';

    /// <summary>One text of several names.</summary>
    public static string Join(IReadOnlyList<string> names) => string.Join(Separator, names);

    /// <summary>The names of a text.</summary>
    public static IReadOnlyList<string> Split(string text) => text.Length == 0 ? [] : text.Split(Separator);
}
