using Dapper;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;
using Workflows.Storage.Sqlite.Connections;

namespace Workflows.Storage.Sqlite.Maintenance;

/// <summary>Removes what is past its retention, a bounded number of rows a transaction, so that commits get their turn in between.</summary>
internal sealed class SqliteMaintenance(SqliteWriter writer, int batchRows)
{
    // A stream's deliveries go with the events that they are about: those before its oldest event, and all read ones when it has none left.
    private const string PruneDeliveries = """
        DELETE FROM deliveries WHERE rowid IN (
            SELECT d.rowid FROM streams s JOIN deliveries d ON d.tenant = s.tenant AND d.type = s.type AND d.lane = s.lane
            WHERE d.last < coalesce(
                (SELECT min(e.seq) FROM events e WHERE e.tenant = s.tenant AND e.type = s.type AND e.lane = s.lane), s.head + 1)
            LIMIT @rows)
        """;

    private const string PruneDedupe = """
        DELETE FROM event_dedupe WHERE (tenant, id_hash) IN (SELECT tenant, id_hash FROM event_dedupe WHERE key < @floor LIMIT @rows)
        """;

    private const string PruneEvents = """
        DELETE FROM events WHERE rowid IN (
            SELECT e.rowid FROM tenants t JOIN events e ON e.tenant = t.id WHERE e.key < @floor
                AND e.seq <= (SELECT c.cursor FROM cursors c WHERE c.tenant = e.tenant AND c.type = e.type AND c.lane = e.lane)
            LIMIT @rows)
        """;

    private const string EndedRuns = """
        FROM tenants t JOIN runs r ON r.tenant = t.id
        WHERE r.id < @floor AND r.status >= 3 AND r.updated_ms < @before
        ORDER BY r.tenant, r.id LIMIT @rows
        """;

    private const string PruneSlices = $"DELETE FROM run_slices WHERE run IN (SELECT r.id {EndedRuns})";

    private const string PruneRuns = $"DELETE FROM runs WHERE rowid IN (SELECT r.rowid {EndedRuns})";

    /// <summary>Removes everything that is due; returns how many rows.</summary>
    public async Task<int> PruneAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        await DrainAsync([PruneDedupe], now - retention.Dedupe, cancellationToken)
        + await DrainAsync([PruneEvents], now - retention.Events, cancellationToken)
        + await DrainAsync([PruneDeliveries], now - retention.Events, cancellationToken)
        + await DrainAsync([PruneSlices, PruneRuns], now - retention.Runs, cancellationToken);

    /// <summary>Runs the statements, together in one transaction, until the last of them removes less than it may.</summary>
    private async Task<int> DrainAsync(string[] statements, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var values = new { floor = IdRange.From(before).ToByteArray(bigEndian: true), before = before.ToMs(), rows = batchRows };
        var removed = 0;
        int count;
        do
        {
            count = await writer.TransactAsync(
                connection => statements.Aggregate(0, (_, sql) => connection.Execute(sql, values)), cancellationToken);
            removed += count;
        }
        while (count == batchRows);
        return removed;
    }
}
