using System.ComponentModel.DataAnnotations;

namespace Workflows.Storage.Sqlite;

/// <summary>Settings of the SQLite store.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The most read connections that are open at the same time; default 4.</summary>
    [Range(1, 64)]
    public int ReadConnections { get; init; } = 4;

    /// <summary>The most writes that wait for the writer thread; a caller waits for room when there are so many. Default 256.</summary>
    [Range(1, 100_000)]
    public int WriteQueueLength { get; init; } = 256;

    /// <summary>How long a statement waits for a lock that another process holds; default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The page cache of the writer, in megabytes; default 64.</summary>
    [Range(1, 16_384)]
    public int WriterCacheMegabytes { get; init; } = 64;

    /// <summary>Rows that one transaction of the maintenance removes at most, so that it never holds up the writer for long; default 2,000.</summary>
    [Range(1, 100_000)]
    public int PruneBatchRows { get; init; } = 2_000;
}
