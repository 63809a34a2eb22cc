using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Maintenance;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Sqlite.Maintenance;

/// <summary>Removes what is past its retention.</summary>
internal sealed class SqliteMaintenance(SqlDatabase database, int batchRows)
{
    // An event that its trigger has not come to yet, or that is held for a workflow, is kept, however old it is.
    private const string PruneEvents = """
        DELETE FROM events WHERE rowid IN (
            SELECT e.rowid FROM tenants t JOIN events e ON e.tenant = t.id WHERE e.key < @floor
                AND e.seq <= (SELECT c.cursor FROM cursors c WHERE c.tenant = e.tenant AND c.type = e.type AND c.lane = e.lane)
                AND NOT EXISTS (SELECT 1 FROM held_deliveries h WHERE h.tenant = e.tenant AND h.id = e.key AND h.status = 1)
            LIMIT @rows)
        """;

    private const string EndedRuns = """
        FROM tenants t JOIN runs r ON r.tenant = t.id
        WHERE r.id < @floor AND r.status >= 3 AND r.updated_ms < @before
        ORDER BY r.tenant, r.id LIMIT @rows
        """;

    private const string PruneSlices = $"DELETE FROM run_slices WHERE run IN (SELECT r.id {EndedRuns})";

    private const string PruneRuns = $"DELETE FROM runs WHERE rowid IN (SELECT r.rowid {EndedRuns})";

    private readonly Pruner pruner = new(database, batchRows);

    /// <summary>Removes everything that is due; returns how many rows.</summary>
    public async Task<int> PruneAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        await pruner.DrainAsync(now - retention.Events, cancellationToken, PruneEvents)
        + await pruner.DrainAsync(now - retention.Runs, cancellationToken, PruneSlices, PruneRuns)
        + await pruner.PruneAsync(now, retention, cancellationToken);

    /// <summary>Removes what one tenant keeps no longer; returns how many rows.</summary>
    public Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        pruner.PruneTenantAsync(tenant, now, retention, cancellationToken);
}
