using System.Globalization;

namespace Workflows.Storage.Maintenance;

/// <summary>
/// Statements that remove a bounded number of rows in both dialects. Parameters: <c>@before</c>, milliseconds; <c>@floor</c>, the smallest id that
/// is kept; <c>@rows</c>; and <c>@tenant</c> in those of one tenant. <c>{0}</c> stands for the condition on the tenant of the doomed rows, <c>d</c>.
/// </summary>
internal static class PruneSql
{
    /// <summary>Publisher ids that are too old to tell a duplicate.</summary>
    public const string Dedupe =
        "DELETE FROM event_dedupe WHERE (tenant, id_hash) IN (SELECT tenant, id_hash FROM event_dedupe WHERE key < @floor LIMIT @rows)";

    /// <summary>Deliveries that were held once, and dead letters that nobody cared for. One that is still held is kept.</summary>
    public const string Held = """
        DELETE FROM held_deliveries WHERE (tenant, id, workflow) IN (
            SELECT d.tenant, d.id, d.workflow FROM held_deliveries d WHERE d.status > 1 AND d.updated_ms < @before{0} LIMIT @rows)
        """;

    /// <summary>Idempotency keys of runs that are past their retention.</summary>
    public const string StartKeys = """
        DELETE FROM start_keys WHERE (tenant, workflow, hash) IN (
            SELECT d.tenant, d.workflow, d.hash FROM start_keys d WHERE d.run < @floor{0} LIMIT @rows)
        """;

    /// <summary>Uses of idempotency keys that are past the retention of runs. One that is under way stays as long as its run.</summary>
    public const string Invocations = """
        DELETE FROM invocations WHERE (tenant, hash) IN (
            SELECT d.tenant, d.hash FROM invocations d
            WHERE d.updated_ms < @before{0}
                AND (d.status > 1 OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = d.tenant AND r.id = d.run))
            LIMIT @rows)
        """;

    /// <summary>Rejected events that are past their retention.</summary>
    public const string Rejected =
        "DELETE FROM rejected_events WHERE (tenant, id) IN (SELECT d.tenant, d.id FROM rejected_events d WHERE d.id < @floor{0} LIMIT @rows)";

    /// <summary>Rows of the audit trail, tenant by tenant, because that is how they are ordered.</summary>
    public const string Audit = """
        DELETE FROM audit WHERE (tenant, id) IN (
            SELECT d.tenant, d.id FROM tenants t JOIN audit d ON d.tenant = t.id WHERE d.id < @floor{0} LIMIT @rows)
        """;

    /// <summary>
    /// Deliveries whose events are gone: those before the oldest event of their stream, and all of them where the stream has none left.
    /// </summary>
    public const string Deliveries = """
        DELETE FROM deliveries WHERE (tenant, type, lane, last) IN (
            SELECT d.tenant, d.type, d.lane, d.last
            FROM streams s JOIN deliveries d ON d.tenant = s.tenant AND d.type = s.type AND d.lane = s.lane
            WHERE d.last < coalesce(
                (SELECT min(e.seq) FROM events e WHERE e.tenant = s.tenant AND e.type = s.type AND e.lane = s.lane), s.head + 1){0}
            LIMIT @rows)
        """;

    /// <summary>The assignees of the tasks that <see cref="Tasks"/> removes; goes before it, in the same transaction.</summary>
    public const string TaskAssignees =
        $"DELETE FROM human_task_assignees WHERE (tenant, task) IN (SELECT d.tenant, d.id {TasksOfGoneRuns})";

    /// <summary>Tasks that were closed, and whose runs are gone.</summary>
    public const string Tasks = $"DELETE FROM human_tasks WHERE (tenant, id) IN (SELECT d.tenant, d.id {TasksOfGoneRuns})";

    /// <summary>Ties of runs that are gone to the runs that called them.</summary>
    public const string Links = """
        DELETE FROM run_links WHERE run IN (
            SELECT d.run FROM run_links d WHERE d.run < @floor AND NOT d.attached{0}
                AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = d.tenant AND r.id = d.run) LIMIT @rows)
        """;

    /// <summary>Tags of runs that are gone.</summary>
    public const string Tags = """
        DELETE FROM run_tags WHERE (tenant, tag, run) IN (
            SELECT d.tenant, d.tag, d.run FROM run_tags d WHERE d.run < @floor{0}
                AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = d.tenant AND r.id = d.run) LIMIT @rows)
        """;

    /// <summary>What replays began from, where the replay is gone.</summary>
    public const string Replays = """
        DELETE FROM run_replays WHERE (tenant, source, target) IN (
            SELECT d.tenant, d.source, d.target FROM run_replays d WHERE d.target < @floor{0}
                AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = d.tenant AND r.id = d.target) LIMIT @rows)
        """;

    /// <summary>Answers to requests that may not be repeated any more.</summary>
    public const string RequestAnswers = """
        DELETE FROM request_keys WHERE (tenant, key_hash) IN (
            SELECT tenant, key_hash FROM request_keys WHERE created_ms < @before LIMIT @rows)
        """;

    /// <summary>
    /// Events of one tenant. One that its trigger has not come to yet, or that is held for a workflow, is kept, however old it is. What is outside
    /// the list of keys repeats its bounds, so that a partitioned table is looked at no further.
    /// </summary>
    public const string EventsOfTenant = """
        DELETE FROM events WHERE tenant = @tenant AND key < @floor AND key IN (
            SELECT e.key FROM events e WHERE e.tenant = @tenant AND e.key < @floor
                AND e.seq <= (SELECT c.cursor FROM cursors c WHERE c.tenant = e.tenant AND c.type = e.type AND c.lane = e.lane)
                AND NOT EXISTS (SELECT 1 FROM held_deliveries h WHERE h.tenant = e.tenant AND h.id = e.key AND h.status = 1)
            LIMIT @rows)
        """;

    /// <summary>The slices of the runs that <see cref="RunsOfTenant"/> removes; goes before it, in the same transaction.</summary>
    public const string SlicesOfTenant = $"DELETE FROM run_slices WHERE run < @floor AND run IN ({EndedRunsOfTenant})";

    /// <summary>Runs of one tenant that have ended.</summary>
    public const string RunsOfTenant = $"DELETE FROM runs WHERE tenant = @tenant AND id < @floor AND id IN ({EndedRunsOfTenant})";

    private const string EndedRunsOfTenant =
        "SELECT r.id FROM runs r WHERE r.tenant = @tenant AND r.id < @floor AND r.status >= 3 AND r.updated_ms < @before ORDER BY r.id LIMIT @rows";

    private const string TasksOfGoneRuns = """
        FROM tenants t JOIN human_tasks d ON d.tenant = t.id WHERE d.id < @floor AND d.status >= 3 AND d.closed_ms < @before{0}
            AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = d.tenant AND r.id = d.run)
        ORDER BY d.tenant, d.id LIMIT @rows
        """;

    /// <summary>A statement for the rows of all tenants.</summary>
    public static string OfAll(string sql) => Fill(sql, "");

    /// <summary>A statement for the rows of <c>@tenant</c>.</summary>
    public static string OfTenant(string sql) => Fill(sql, " AND d.tenant = @tenant");

    private static string Fill(string sql, string condition) => string.Format(CultureInfo.InvariantCulture, sql, condition);
}
