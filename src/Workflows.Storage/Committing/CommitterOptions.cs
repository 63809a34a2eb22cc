using System.ComponentModel.DataAnnotations;

namespace Workflows.Storage.Committing;

/// <summary>Bounds of the group commit.</summary>
public sealed record CommitterOptions
{
    /// <summary>The most commits in one transaction; default 500.</summary>
    [Range(1, 10_000)]
    public int MaxBatchCommits { get; init; } = 500;

    /// <summary>The most rows in one transaction, unless one commit alone has more; default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchRows { get; init; } = 5_000;

    /// <summary>The most bytes of payload, state and history in one transaction, unless one commit alone has more; default 16 MB.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public long MaxBatchBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most commits that wait for a writer; a caller waits for room when there are so many. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int QueueLength { get; init; } = 4_096;
}
