using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Schedules;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Schedules;

/// <summary>Writes schedules inside other writes.</summary>
internal static class ScheduleSql
{
    private const string InsertSql = """
        INSERT INTO schedules (
            id, tenant, workflow, name, owner, kind, run_at_ms, cron, timezone, days, calendar, payload, catch_up, status, reason, next_ms,
            revision, created_by, created_ms, updated_by, updated_ms)
        VALUES (
            @Id, @Tenant, @Workflow, @Name, @Owner, @Kind, @RunAtMs, @Cron, @TimeZone, @Days, @Calendar, @Payload, @CatchUp, @Status,
            @Reason, @NextMs, @Revision, @CreatedBy, @CreatedMs, @UpdatedBy, @UpdatedMs)
        """;

    // What a start wrote stays, and a due time that it handled does not come again: it does not count as a change, so the revision is not enough.
    private const string UpdateSql = """
        UPDATE schedules SET
            name = @Name, kind = @Kind, run_at_ms = @RunAtMs, cron = @Cron, timezone = @TimeZone, days = @Days, calendar = @Calendar,
            payload = @Payload, catch_up = @CatchUp, status = @Status, reason = @Reason, next_ms = @NextMs, revision = @Revision,
            updated_by = @UpdatedBy, updated_ms = @UpdatedMs
        WHERE tenant = @Tenant AND id = @Id AND revision = @Revision - 1
            AND (last_ms IS NULL OR @NextMs IS NULL OR @NextMs > last_ms)
        """;

    /// <summary>Inserts a schedule in the connection's transaction.</summary>
    public static Task<int> InsertScheduleAsync(this DbConnection connection, SqlDatabase database, ScheduleRecord schedule) =>
        connection.ExecuteAsync(InsertSql, ScheduleRow.From(database, schedule));

    /// <summary>Replaces schedules in the connection's transaction; returns how many of them were as they were read.</summary>
    public static Task<int> UpdateSchedulesAsync(
        this DbConnection connection, SqlDatabase database, IReadOnlyList<ScheduleRecord> schedules) =>
        connection.ExecuteAsync(UpdateSql, schedules.OrderBy(schedule => schedule.Id).Select(schedule => ScheduleRow.From(database, schedule)));

    /// <summary>
    /// Gives a workflow the schedule of its new version and takes that of the version before; a deleted workflow loses all. One that is the same
    /// as before stays, so that publishing neither repeats nor forgets a due time.
    /// </summary>
    public static async Task FollowWorkflowAsync(
        this DbConnection connection, SqlDatabase database, WorkflowRecord workflow, WorkflowVersionRecord? version)
    {
        var id = workflow.Id.Value;
        if (workflow.Deleted)
        {
            await connection.ExecuteAsync("DELETE FROM schedules WHERE workflow = @id", new { id });
            return;
        }

        if (version is null) return;
        var wanted = version.Schedule;
        var kept = await connection.ExecuteScalarAsync<long>(
            """
            SELECT count(*) FROM schedules WHERE workflow = @id AND owner = @owner AND kind = @kind AND status <> @disabled
                AND coalesce(run_at_ms, 0) = @runAt AND coalesce(cron, '') = @cron AND coalesce(timezone, '') = @zone
                AND catch_up = @catchUp AND days = @days AND coalesce(calendar, '') = @calendar
            """,
            new
            {
                id,
                owner = (int)ScheduleOwner.Definition,
                kind = (int)(wanted?.Kind ?? 0),
                disabled = (int)ScheduleStatus.Disabled,
                runAt = wanted?.RunAt?.ToMs() ?? 0,
                cron = wanted?.Cron ?? "",
                zone = wanted?.TimeZone ?? "",
                catchUp = (int)(wanted?.CatchUp ?? 0),
                days = (int)(wanted?.Days ?? 0),
                calendar = wanted?.Calendar ?? "",
            });
        if (kept > 0) return;
        await connection.ExecuteAsync(
            "DELETE FROM schedules WHERE workflow = @id AND owner = @owner", new { id, owner = (int)ScheduleOwner.Definition });
        if (wanted is not null) await connection.InsertScheduleAsync(database, wanted);
    }
}
