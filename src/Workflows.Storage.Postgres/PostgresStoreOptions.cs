using System.ComponentModel.DataAnnotations;

namespace Workflows.Storage.Postgres;

/// <summary>Settings of the PostgreSQL store.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>How many batches are written at the same time, each over a connection of its own; default 2.</summary>
    [Range(1, 32)]
    public int Writers { get; init; } = 2;

    /// <summary>The most connections for reading rows by their keys, and as many for everything else; default 8.</summary>
    [Range(1, 1_000)]
    public int ReadConnections { get; init; } = 8;

    /// <summary>How long one statement may take; default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take; default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a session may stand amid a transaction with nothing coming from its process, which hangs or lost its way to the server; default 5 seconds. Then
    /// the server ends it, or, in the middle of a batch, whoever waits for its locks.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTransactionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many days ahead the partitions are made; default 7.</summary>
    [Range(1, 366)]
    public int PartitionDaysAhead { get; init; } = 7;

    /// <summary>Rows that one statement of the maintenance removes at most; default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int PruneBatchRows { get; init; } = 10_000;
}
