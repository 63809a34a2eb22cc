using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Schedules;

/// <summary>Keeps schedules with SQL that both dialects take.</summary>
internal sealed class ScheduleStore(SqlDatabase database) : IScheduleStore
{
    /// <inheritdoc/>
    public Task CreateAsync(ScheduleRecord schedule, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                await connection.InsertScheduleAsync(database, schedule);
                return await connection.AppendAuditAsync(database, audit);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateAsync(ScheduleRecord schedule, AuditRecord? audit, CancellationToken cancellationToken) =>
        ChangeAsync(connection => connection.UpdateSchedulesAsync(database, [schedule]), audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(TenantId tenant, Guid schedule, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            connection => connection.ExecuteAsync(
                "DELETE FROM schedules WHERE tenant = @tenant AND id = @id", new { tenant = tenant.Value, id = database.Uuid(schedule) }),
            audit, cancellationToken);

    /// <inheritdoc/>
    public async Task<ScheduleRecord?> GetAsync(TenantId tenant, Guid schedule, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(
            $"SELECT {ScheduleRow.Columns} FROM schedules WHERE tenant = @tenant AND id = @id",
            new { tenant = tenant.Value, id = database.Uuid(schedule) }, cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScheduleRecord>> ListAsync(ScheduleQuery query, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {ScheduleRow.Columns} FROM schedules WHERE tenant = @tenant"
            + (query.Workflow is null ? "" : " AND workflow = @workflow")
            + (query.Kind is null ? "" : " AND kind = @kind")
            + (query.Status is null ? "" : " AND status = @status")
            + (query.Search is null ? "" : @" AND lower(name) LIKE @search ESCAPE '\'")
            + (query.Calendar is null ? "" : " AND calendar = @calendar")
            + (query.Filtered ? " AND days <> @any" : "")
            + (query.Before is null ? "" : " AND id < @before")
            + " ORDER BY id DESC LIMIT @limit";
        return QueryAsync(
            sql,
            new
            {
                tenant = query.Tenant.Value,
                workflow = query.Workflow?.Value,
                kind = (int?)query.Kind,
                status = (int?)query.Status,
                calendar = query.Calendar,
                any = (int)ScheduleDays.Any,
                search = query.Search is { } text ? $"%{Escape(text.ToLowerInvariant())}%" : null,
                before = query.Before is { } before ? database.Uuid(before) : null,
                limit = PageLimit.Check(query.Limit),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScheduleRecord>> ListDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            $"SELECT {ScheduleRow.Columns} FROM schedules WHERE next_ms IS NOT NULL AND next_ms <= @until ORDER BY next_ms, id LIMIT @limit",
            new { until = until.ToMs(), limit = PageLimit.Check(limit) }, cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<long?>(
                "SELECT next_ms FROM schedules WHERE next_ms IS NOT NULL ORDER BY next_ms LIMIT 1"),
            cancellationToken);
        return due?.ToMoment();
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");

    private Task<bool> ChangeAsync(Func<DbConnection, Task<int>> change, AuditRecord? audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                if (await change(connection) == 0) return false;
                if (audit is not null) await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);

    private async Task<IReadOnlyList<ScheduleRecord>> QueryAsync(string sql, object values, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ScheduleRow>(sql, values), cancellationToken);
        return [.. rows.Select(row => row.ToRecord(database))];
    }
}
