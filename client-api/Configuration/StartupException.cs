namespace Workflows.ClientApi.Configuration;

/// <summary>The server cannot start, for a reason that the message tells to the person who started it.</summary>
internal sealed class StartupException : Exception
{
    private StartupException(int exitCode, string message, Exception? inner = null)
        : base(message, inner) => ExitCode = exitCode;

    /// <summary>The exit code of the process; docs/configuration.md lists them.</summary>
    public int ExitCode { get; }

    /// <summary>The options are wrong: exit code 2.</summary>
    public static StartupException Options(string message) => new(2, message);

    /// <summary>The database cannot be used: exit code 3.</summary>
    public static StartupException Database(string message, Exception inner) => new(3, message, inner);

    /// <summary>An address is taken: exit code 4.</summary>
    public static StartupException Address(string message, Exception inner) => new(4, message, inner);

    /// <summary>The data folder cannot be used: exit code 5.</summary>
    public static StartupException Folder(string message, Exception inner) => new(5, message, inner);
}
