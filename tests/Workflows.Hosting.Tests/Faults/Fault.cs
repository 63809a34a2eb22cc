namespace Workflows.Hosting.Tests.Faults;

/// <summary>What goes wrong at one operation of the store.</summary>
public enum Fault
{
    /// <summary>The store refuses, and says that trying again makes no sense.</summary>
    Error,

    /// <summary>The operation took too long; nothing was written.</summary>
    Timeout,

    /// <summary>There is no room; nothing was written.</summary>
    DiskFull,

    /// <summary>The connection broke before the end; nothing was written.</summary>
    ConnectionLost,

    /// <summary>The connection broke at the commit, and the store had committed.</summary>
    UnknownButWritten,

    /// <summary>The connection broke at the commit, and the store had not committed.</summary>
    UnknownAndNotWritten,
}
