using Microsoft.Data.Sqlite;
using SQLitePCL;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite.Connections;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Writes batches on the writer thread, each in one transaction.</summary>
internal sealed class SqliteBatchWriter(SqliteWriter writer) : IBatchWriter
{
    /// <inheritdoc/>
    public int Concurrency => 1;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
    {
        var transaction = new BatchTransaction(batch);
        try
        {
            return await writer.RunAsync(transaction.Write, cancellationToken);
        }
        catch (StoreException error)
        {
            CommitOutcome outcome = transaction.IsEnding && !IsLock(error) ? new CommitOutcome.Unknown(error) : new CommitOutcome.Failed(error);
            return [.. batch.Select(_ => outcome)];
        }
    }

    /// <summary>A lock keeps the end of a transaction from beginning; any other error there may leave its end in the log on the disk.</summary>
    private static bool IsLock(StoreException error) => error.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY };
}
