using Npgsql;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Connections;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Writes commits one after the other, each behind a savepoint.</summary>
internal sealed class SingleWriter(NpgsqlConnection connection)
{
    private const string Savepoint = "one";
    private static readonly CounterSums NoCounters = new();
    private readonly CounterSums counters = new();

    /// <summary>Writes one commit, in the order that it has in the batch, and says what became of it.</summary>
    public async Task<CommitOutcome> WriteAsync(NpgsqlTransaction transaction, Commit commit, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        var failure = await TryWriteAsync(transaction, commit, cancellationToken);
        if (failure is null) counters.Add(commit);
        return failure ?? CommitOutcome.Committed.Instance;
    }

    /// <summary>Writes the counters of the commits that were written.</summary>
    public async Task WriteCountersAsync(CancellationToken cancellationToken)
    {
        if (counters.IsEmpty) return;
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(counters.ToCommand());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<CommitOutcome?> TryWriteAsync(NpgsqlTransaction transaction, Commit commit, CancellationToken cancellationToken)
    {
        try
        {
            var fence = await new RowWriter(connection).WriteAsync(new BatchRows([commit]), NoCounters, cancellationToken);
            if (fence is null) return null;
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            return fence == Fence.Dedupe
                ? await DuplicateAsync(commit, cancellationToken)
                : new CommitOutcome.Conflict(Describe(fence.Value, commit));
        }
        catch (PostgresException error) when (BatchTransaction.IsAboutTheRows(error))
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            return error.SqlState == PostgresErrorCodes.UniqueViolation
                ? new CommitOutcome.Conflict($"a row of {error.TableName} exists")
                : new CommitOutcome.Failed(PostgresErrors.Wrap(error));
        }
    }

    private async Task<CommitOutcome> DuplicateAsync(Commit commit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT d.tenant, d.id_hash, d.content_hash, d.key, d.seq FROM unnest($1, $2) AS m (tenant, id_hash)
            JOIN event_dedupe d ON d.tenant = m.tenant AND d.id_hash = m.id_hash
            """,
            connection);
        command.Parameters.Add(Column.Of(commit.Dedupe.ConvertAll(entry => entry.Tenant.Value)));
        command.Parameters.Add(Column.Of(commit.Dedupe.ConvertAll(entry => entry.IdHash)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new List<DedupeEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(new DedupeEntry(
                new TenantId(reader.GetInt32(0)), reader.GetGuid(1), reader.GetInt64(2), new EventKey(reader.GetGuid(3)), reader.GetInt64(4)));
        }

        return known.Count > 0 ? new CommitOutcome.Duplicate(known) : new CommitOutcome.Conflict("the commit names a publisher id twice");
    }

    private static string Describe(Fence fence, Commit commit) => fence switch
    {
        Fence.Head => $"head of stream {commit.Head?.Stream} is not {commit.Head?.Expected}",
        Fence.Cursor => $"cursor of stream {commit.Cursor?.Stream} is not {commit.Cursor?.Expected}",
        Fence.Run => $"run {commit.RunUpdates[0].Id}{More(commit.RunUpdates.Count)} is not at the revision that was read",
        Fence.Wait => "a wait is gone or was resolved",
        Fence.Held => "a held delivery is not at the revision that was read",
        Fence.Gate => $"the gate of workflow {commit.Gates[0].Workflow.Value} was moved",
        Fence.StartKey => "an idempotency key is known",
        Fence.Schedule => $"schedule {commit.ScheduleMoves[0].Schedule} is not due at that time any more",
        Fence.Task => "a human task is closed or was changed",
        Fence.Link => "a child run is not attached any more",
        _ => "a row exists already",
    };

    private static string More(int count) => count > 1 ? $" or one of {count - 1} more" : "";
}
