using Npgsql;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>
/// Writes the rows of a batch in the connection's transaction, in few round trips: the fences and the inserts together, then one COPY for
/// every table that gets many rows.
/// </summary>
internal sealed class RowWriter(NpgsqlConnection connection)
{
    // Below this, the round trips of a COPY cost more than its cheaper rows save.
    private const int CopyFrom = 64;

    private readonly List<Check> checks = [];
    private readonly List<Func<CancellationToken, Task>> copies = [];

    /// <summary>Writes the rows, and then the counters where there are any; returns the first fence that did not hold, null when all did.</summary>
    public async Task<Fence?> WriteAsync(BatchRows rows, CounterSums counters, CancellationToken cancellationToken)
    {
        checks.Clear();
        copies.Clear();
        FenceCommands.AddTo(checks, rows);
        HeldCommands.AddTo(checks, rows);
        CommandRows.AddTo(checks, rows);
        TaskCommands.AddTo(checks, rows);
        PartCommands.AddTo(checks, rows);
        foreach (var (day, events) in rows.Events.Values)
            Plan(events, () => InsertCommands.Events(day, events), stop => CopyTables.EventsAsync(connection, day, events, stop));
        foreach (var (day, runs) in rows.NewRuns.Values)
            Plan(runs, () => InsertCommands.Runs(day, runs), stop => CopyTables.RunsAsync(connection, day, runs, stop));
        foreach (var (day, slices) in rows.Slices.Values)
            Plan(slices, () => InsertCommands.Slices(day, slices), stop => CopyTables.SlicesAsync(connection, day, slices, stop));
        Plan(rows.NewWaits, () => InsertCommands.Waits(rows.NewWaits), stop => CopyTables.WaitsAsync(connection, rows.NewWaits, stop));
        Plan(
            rows.Deliveries,
            () => InsertCommands.Deliveries(rows.Deliveries),
            stop => CopyTables.DeliveriesAsync(connection, rows.Deliveries, stop));
        return await SendAsync(counters, cancellationToken);
    }

    private async Task<Fence?> SendAsync(CounterSums counters, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var check in checks) batch.BatchCommands.Add(check.Command);
        if (copies.Count == 0 && !counters.IsEmpty) batch.BatchCommands.Add(counters.ToCommand());
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
        foreach (var check in checks)
        {
            if (!check.Holds) return check.Fence;
        }

        if (copies.Count == 0) return null;
        foreach (var copy in copies) await copy(cancellationToken);
        if (!counters.IsEmpty) await WriteAsync(counters, cancellationToken);
        return null;
    }

    private async Task WriteAsync(CounterSums counters, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(counters.ToCommand());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Plan<T>(List<T> rows, Func<NpgsqlBatchCommand> insert, Func<CancellationToken, Task> copy)
    {
        if (rows.Count >= CopyFrom) copies.Add(copy);
        else if (rows.Count > 0) checks.Add(new Check(insert(), rows.Count, Fence.NewRow));
    }
}
