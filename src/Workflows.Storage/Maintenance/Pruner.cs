using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Maintenance;

/// <summary>Removes rows a bounded number a transaction, so that commits get their turn in between.</summary>
internal sealed class Pruner(SqlDatabase database, int batchRows)
{
    /// <summary>Removes what both dialects keep in tables of their own kind: everything but events, runs and slices.</summary>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> PruneAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        await DrainAsync(now - retention.Dedupe, cancellationToken, PruneSql.Dedupe)
        + await DrainAsync(now - Retention.RequestAnswers, cancellationToken, PruneSql.RequestAnswers)
        + await PruneAsync(PruneSql.OfAll, null, now, retention, cancellationToken);

    /// <summary>Removes what one tenant keeps no longer.</summary>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> PruneTenantAsync(TenantId tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        await DrainAsync(tenant, now - retention.Events, cancellationToken, PruneSql.EventsOfTenant)
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, PruneSql.SlicesOfTenant, PruneSql.RunsOfTenant)
        + await PruneAsync(PruneSql.OfTenant, tenant, now, retention, cancellationToken);

    /// <summary>
    /// Runs the statements, together in one transaction, again and again until the last of them removes less than it may. They can use
    /// <c>@before</c> (milliseconds), <c>@floor</c> (the smallest id from then on) and <c>@rows</c>.
    /// </summary>
    /// <returns>How many rows the last statement removed.</returns>
    public Task<int> DrainAsync(DateTimeOffset before, CancellationToken cancellationToken, params string[] statements) =>
        DrainAsync(null, before, cancellationToken, statements);

    /// <summary>In the order in which one thing keeps another: deliveries go after their events, tasks and ties after their runs.</summary>
    private async Task<int> PruneAsync(
        Func<string, string> of, TenantId? tenant, DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        await DrainAsync(tenant, now - retention.Rejected, cancellationToken, of(PruneSql.Rejected))
        + await DrainAsync(tenant, now - retention.Events, cancellationToken, of(PruneSql.Deliveries))
        + await DrainAsync(tenant, now - retention.Events, cancellationToken, of(PruneSql.Held))
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, of(PruneSql.StartKeys))
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, of(PruneSql.Invocations))
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, of(PruneSql.TaskAssignees), of(PruneSql.Tasks))
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, of(PruneSql.Links))
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, of(PruneSql.Tags))
        + await DrainAsync(tenant, now - retention.Runs, cancellationToken, of(PruneSql.Replays))
        + await DrainAsync(tenant, now - retention.Audit, cancellationToken, of(PruneSql.Audit));

    private async Task<int> DrainAsync(TenantId? tenant, DateTimeOffset before, CancellationToken cancellationToken, params string[] statements)
    {
        var values = new { before = before.ToMs(), floor = database.Uuid(IdRange.From(before)), rows = batchRows, tenant = tenant?.Value ?? 0 };
        var removed = 0;
        int count;
        do
        {
            count = await database.WriteAsync(
                async connection =>
                {
                    var last = 0;
                    foreach (var sql in statements) last = await connection.ExecuteAsync(sql, values);
                    return last;
                },
                cancellationToken);
            removed += count;
        }
        while (count == batchRows);
        return removed;
    }
}
