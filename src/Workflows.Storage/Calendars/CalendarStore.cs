using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Schedules;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Calendars;

/// <summary>Keeps calendars with SQL that both dialects take.</summary>
internal sealed class CalendarStore(SqlDatabase database) : ICalendarStore
{
    // Takes the row lock of the tenant, so that changes of its calendars follow each other: else two could become the default at once.
    private const string LockSql = "UPDATE tenants SET settings = settings WHERE id = @Tenant";

    private const string InsertSql = """
        INSERT INTO calendars (
            tenant, key, name, timezone, weekdays, holidays, is_default, revision, created_by, created_ms, updated_by, updated_ms)
        VALUES (
            @Tenant, @Key, @Name, @TimeZone, @Weekdays, @Holidays, @IsDefault, @Revision, @CreatedBy, @CreatedMs, @UpdatedBy, @UpdatedMs)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateSql = """
        UPDATE calendars SET
            name = @Name, timezone = @TimeZone, weekdays = @Weekdays, holidays = @Holidays, is_default = @IsDefault, revision = @Revision,
            updated_by = @UpdatedBy, updated_ms = @UpdatedMs
        WHERE tenant = @Tenant AND key = @Key AND revision = @Revision - 1
        """;

    private const string DeleteSql = "DELETE FROM calendars WHERE tenant = @Tenant AND key = @Key AND revision = @Revision";

    private readonly string takePlaceSql = $"""
        UPDATE calendars SET is_default = @no, revision = revision + 1, updated_by = @UpdatedBy, updated_ms = @UpdatedMs
        WHERE tenant = @Tenant AND key <> @Key AND {database.IsTrue("is_default")}
        """;

    /// <inheritdoc/>
    public Task<bool> CreateAsync(
        CalendarRecord calendar, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(InsertSql, calendar, calendar.IsDefault, schedules, audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateAsync(
        CalendarRecord calendar, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(UpdateSql, calendar, calendar.IsDefault, schedules, audit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(
        CalendarRecord calendar, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit, CancellationToken cancellationToken) =>
        ChangeAsync(DeleteSql, calendar, false, schedules, audit, cancellationToken);

    /// <inheritdoc/>
    public async Task<CalendarRecord?> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken) =>
        (await QueryAsync(
            $"SELECT {CalendarRow.Columns} FROM calendars WHERE tenant = @tenant AND key = @key", new { tenant = tenant.Value, key },
            cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public Task<IReadOnlyList<CalendarRecord>> FindAsync(TenantId tenant, string? key, CancellationToken cancellationToken) =>
        QueryAsync(
            $"""
            SELECT {CalendarRow.Columns} FROM calendars WHERE tenant = @tenant AND (key = @key OR {database.IsTrue("is_default")}) ORDER BY key
            """,
            new { tenant = tenant.Value, key = key ?? "" }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CalendarRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            $"SELECT {CalendarRow.Columns} FROM calendars WHERE tenant = @tenant AND key > @after ORDER BY key LIMIT @limit",
            new { tenant = tenant.Value, after = after ?? "", limit = PageLimit.Check(limit) }, cancellationToken);

    private async Task<bool> ChangeAsync(
        string sql, CalendarRecord calendar, bool takesPlace, IReadOnlyList<ScheduleRecord> schedules, AuditRecord audit,
        CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async connection =>
                {
                    await ChangeAsync(connection, sql, CalendarRow.From(calendar), takesPlace, schedules);
                    await connection.AppendAuditAsync(database, audit);
                    return true;
                },
                cancellationToken);
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    private async Task ChangeAsync(
        DbConnection connection, string sql, CalendarRow row, bool takesPlace, IReadOnlyList<ScheduleRecord> schedules)
    {
        await connection.ExecuteAsync(LockSql, row);
        if (takesPlace)
            await connection.ExecuteAsync(takePlaceSql, new { no = false, row.UpdatedBy, row.UpdatedMs, row.Tenant, row.Key });
        if (await connection.ExecuteAsync(sql, row) == 0) throw new ChangedMeanwhileException();
        if (await connection.UpdateSchedulesAsync(database, schedules) < schedules.Count) throw new ChangedMeanwhileException();
    }

    private async Task<IReadOnlyList<CalendarRecord>> QueryAsync(string sql, object values, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CalendarRow>(sql, values), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>Rolls the transaction of a change back.</summary>
    private sealed class ChangedMeanwhileException : Exception;
}
