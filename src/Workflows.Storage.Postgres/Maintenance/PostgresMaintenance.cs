using System.Globalization;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Maintenance;
using Workflows.Storage.Postgres.Connections;
using Workflows.Storage.Postgres.Partitions;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Postgres.Maintenance;

/// <summary>Makes partitions ahead, drops the ones that are past their retention, and prunes the tables that have none.</summary>
internal sealed class PostgresMaintenance(PostgresDatabase database, PartitionSet partitions, PostgresStoreOptions options)
{
    // An event that its trigger has not come to yet, or that is held for a workflow, is kept, however old it is.
    private const string UnreadEvents = """
        SELECT EXISTS (
            SELECT 1 FROM streams s LEFT JOIN cursors c ON c.tenant = s.tenant AND c.type = s.type AND c.lane = s.lane
            JOIN {0} e ON e.tenant = s.tenant AND e.type = s.type AND e.lane = s.lane AND e.seq > coalesce(c.cursor, 0)
            WHERE s.head > coalesce(c.cursor, 0))
            OR EXISTS (SELECT 1 FROM held_deliveries h JOIN {0} e ON e.tenant = h.tenant AND e.key = h.id WHERE h.status = 1)
        """;

    private const string KeptRuns = "SELECT EXISTS (SELECT 1 FROM {0} WHERE status < 3 OR updated_ms >= @before)";

    private const string EndedRuns = "FROM {0} WHERE status >= 3 AND updated_ms < @before ORDER BY tenant, id LIMIT @rows";

    private const string PruneSlices = $"DELETE FROM {{1}} WHERE run IN (SELECT id {EndedRuns})";

    private const string PruneRuns = $"DELETE FROM {{0}} WHERE (tenant, id) IN (SELECT tenant, id {EndedRuns})";

    private readonly Pruner pruner = new(database, options.PruneBatchRows);

    /// <summary>Makes the partitions of yesterday, today and the days ahead.</summary>
    public Task PrepareAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        partitions.EnsureAsync(
            Enumerable.Range(-1, options.PartitionDaysAhead + 2).Select(offset => Day.Of(now.AddDays(offset))), cancellationToken);

    /// <summary>Does all of it; returns how many partitions and rows were removed.</summary>
    public async Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken)
    {
        await PrepareAsync(now, cancellationToken);
        return await DropEventsAsync(now - retention.Events, cancellationToken)
            + await DropRunsAsync(now - retention.Runs, cancellationToken)
            + await pruner.PruneAsync(now, retention, cancellationToken);
    }

    /// <summary>Removes what one tenant keeps no longer, row by row: it shares its partitions with the others.</summary>
    public Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        pruner.PruneTenantAsync(tenant, now, retention, cancellationToken);

    private async Task<int> DropEventsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var dropped = 0;
        foreach (var day in await PastAsync("events", before, cancellationToken))
        {
            if (await TryDropAsync("ONLY events", [day.Events], For(UnreadEvents, day.Events), before, cancellationToken)) dropped++;
        }

        return dropped;
    }

    private async Task<int> DropRunsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var day in await PastAsync("runs", before, cancellationToken))
        {
            removed += await TryDropAsync("ONLY runs, ONLY run_slices", [day.Runs, day.Slices], For(KeptRuns, day.Runs), before, cancellationToken)
                ? 1
                : await pruner.DrainAsync(
                    before, cancellationToken, For(PruneSlices, day.Runs, day.Slices), For(PruneRuns, day.Runs));
        }

        return removed;
    }

    private static string For(string sql, params object[] tables) => string.Format(CultureInfo.InvariantCulture, sql, tables);

    private async Task<List<Day>> PastAsync(string table, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var names = await database.ReadAsync(
            connection => connection.QueryAsync<string>(
                "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass(@table)",
                new { table }),
            cancellationToken);
        return [.. names.Select(Day.OfPartition).OfType<Day>().Where(day => day.Start.AddDays(1) <= before).OrderBy(day => day.Number)];
    }

    /// <summary>
    /// Drops partitions unless the query finds something to keep. The lock comes before the question, so that nothing is written in between;
    /// it is waited for only briefly, because readers queue behind it.
    /// </summary>
    private Task<bool> TryDropAsync(string parents, string[] tables, string keep, DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync("SET LOCAL lock_timeout = '2s'");
                // A reader holds the parent when it comes to the partition, and dropping the partition takes both: in another order they wait for each other.
                await connection.ExecuteAsync($"LOCK TABLE {parents} IN ACCESS EXCLUSIVE MODE");
                await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", tables)} IN ACCESS EXCLUSIVE MODE");
                if (await connection.ExecuteScalarAsync<bool>(keep, new { before = before.ToMs() })) return false;
                await connection.ExecuteAsync($"DROP TABLE {string.Join(", ", tables)}");
                partitions.Forget();
                return true;
            },
            cancellationToken);
}
