using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Connections;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>
/// Writes a batch in one transaction. The first try writes all commits together with set-based statements; when one of them does not fit, it is
/// rolled back and written again commit by commit, each behind a savepoint, which tells exactly which commits fail.
/// </summary>
internal sealed class PostgresBatchWriter(PostgresConnections connections, PartitionSet partitions, int concurrency) : IBatchWriter
{
    /// <inheritdoc/>
    public int Concurrency => concurrency;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (batch.Count == 0) return [];
        var transaction = new BatchTransaction(connections.Writers, batch);
        try
        {
            return await connections.Abandoned.EndWhileAsync(WriteAsync(transaction, cancellationToken));
        }
        catch (Exception error) when (PostgresErrors.IsInfrastructure(error))
        {
            if (error is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable }) partitions.Forget();
            var reason = PostgresErrors.Wrap(error);
            CommitOutcome outcome = transaction.IsEnding && !IsRefusal(error) ? new CommitOutcome.Unknown(reason) : new CommitOutcome.Failed(reason);
            return [.. batch.Select(_ => outcome)];
        }
    }

    private async Task<IReadOnlyList<CommitOutcome>> WriteAsync(BatchTransaction transaction, CancellationToken cancellationToken)
    {
        await partitions.EnsureAsync(transaction.Days, cancellationToken);

        // Once it has begun it is not cancelled: its outcome could not be told.
        return await transaction.WriteAsync(CancellationToken.None);
    }

    /// <summary>An answer of the server about the statement itself, and not about its own end, says that the transaction was not committed.</summary>
    private static bool IsRefusal(Exception error) =>
        error is PostgresException answer && answer.SqlState[..2] is not ("08" or "57" or "58") && answer.SqlState is not "XX000";
}
