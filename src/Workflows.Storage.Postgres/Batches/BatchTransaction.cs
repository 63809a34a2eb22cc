using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Connections;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>One batch: first all commits together, then, when a fence did not hold, one by one.</summary>
internal sealed class BatchTransaction(NpgsqlDataSource source, IReadOnlyList<Commit> batch)
{
    private readonly BatchRows rows = new(batch);

    /// <summary>The days whose partitions are written to.</summary>
    public IEnumerable<Day> Days => rows.Days;

    /// <summary>Whether the end of the transaction was begun.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Writes the batch; errors that concern all of it are thrown.</summary>
    public async Task<IReadOnlyList<CommitOutcome>> WriteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await TryWriteTogetherAsync(connection, cancellationToken))
        {
            var outcomes = new CommitOutcome[batch.Count];
            Array.Fill(outcomes, CommitOutcome.Committed.Instance);
            return outcomes;
        }

        return await WriteOneByOneAsync(connection, cancellationToken);
    }

    private async Task<bool> TryWriteTogetherAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var counters = new CounterSums();
        foreach (var commit in batch) counters.Add(commit);
        try
        {
            if (await new RowWriter(connection).WriteAsync(rows, counters, cancellationToken) is not null) return false;
        }
        catch (PostgresException error) when (IsAboutTheRows(error))
        {
            return false;
        }

        await EndAsync(transaction, cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<CommitOutcome>> WriteOneByOneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var writer = new SingleWriter(connection);
        var outcomes = new List<CommitOutcome>();
        foreach (var commit in batch) outcomes.Add(await writer.WriteAsync(transaction, commit, cancellationToken));
        await writer.WriteCountersAsync(cancellationToken);
        await EndAsync(transaction, cancellationToken);
        return outcomes;
    }

    private async Task EndAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        IsEnding = true;
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether an error comes from the data of some commit, so that the others can be written without it.</summary>
    internal static bool IsAboutTheRows(PostgresException error) =>
        error.SqlState == PostgresErrorCodes.UniqueViolation
        || (!PostgresErrors.Wrap(error).IsTransient && error.SqlState != PostgresErrorCodes.UndefinedTable);
}
