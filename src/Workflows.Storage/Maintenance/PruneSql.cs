namespace Workflows.Storage.Maintenance;

/// <summary>
/// Statements that remove a bounded number of rows in both dialects. Parameters: <c>@floor</c>, the smallest id that is kept, and
/// <c>@rows</c>.
/// </summary>
internal static class PruneSql
{
    /// <summary>Publisher ids that are too old to tell a duplicate.</summary>
    public const string Dedupe =
        "DELETE FROM event_dedupe WHERE (tenant, id_hash) IN (SELECT tenant, id_hash FROM event_dedupe WHERE key < @floor LIMIT @rows)";

    /// <summary>Deliveries that were held once, and dead letters that nobody cared for. One that is still held is kept.</summary>
    public const string Held = """
        DELETE FROM held_deliveries WHERE (tenant, id, workflow) IN (
            SELECT tenant, id, workflow FROM held_deliveries WHERE status > 1 AND updated_ms < @before LIMIT @rows)
        """;

    /// <summary>Idempotency keys of runs that are past their retention.</summary>
    public const string StartKeys = """
        DELETE FROM start_keys WHERE (tenant, workflow, hash) IN (
            SELECT tenant, workflow, hash FROM start_keys WHERE run < @floor LIMIT @rows)
        """;

    /// <summary>Uses of idempotency keys that are past the retention of runs. One that is under way stays as long as its run.</summary>
    public const string Invocations = """
        DELETE FROM invocations WHERE (tenant, hash) IN (
            SELECT i.tenant, i.hash FROM invocations i
            WHERE i.updated_ms < @before
                AND (i.status > 1 OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = i.tenant AND r.id = i.run))
            LIMIT @rows)
        """;

    /// <summary>Rejected events that are past their retention.</summary>
    public const string Rejected =
        "DELETE FROM rejected_events WHERE (tenant, id) IN (SELECT tenant, id FROM rejected_events WHERE id < @floor LIMIT @rows)";

    /// <summary>
    /// Deliveries whose events are gone: those before the oldest event of their stream, and all of them where the stream has none left.
    /// </summary>
    public const string Deliveries = """
        DELETE FROM deliveries WHERE (tenant, type, lane, last) IN (
            SELECT d.tenant, d.type, d.lane, d.last
            FROM streams s JOIN deliveries d ON d.tenant = s.tenant AND d.type = s.type AND d.lane = s.lane
            WHERE d.last < coalesce(
                (SELECT min(e.seq) FROM events e WHERE e.tenant = s.tenant AND e.type = s.type AND e.lane = s.lane), s.head + 1)
            LIMIT @rows)
        """;

    /// <summary>The assignees of the tasks that <see cref="Tasks"/> removes; goes before it, in the same transaction.</summary>
    public const string TaskAssignees =
        $"DELETE FROM human_task_assignees WHERE (tenant, task) IN (SELECT t.tenant, t.id {TasksOfGoneRuns})";

    /// <summary>Tasks that were closed, and whose runs are gone.</summary>
    public const string Tasks = $"DELETE FROM human_tasks WHERE (tenant, id) IN (SELECT t.tenant, t.id {TasksOfGoneRuns})";

    /// <summary>Ties of runs that are gone to the runs that called them.</summary>
    public const string Links = """
        DELETE FROM run_links WHERE run IN (
            SELECT l.run FROM run_links l WHERE l.run < @floor AND NOT l.attached
                AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = l.tenant AND r.id = l.run) LIMIT @rows)
        """;

    private const string TasksOfGoneRuns = """
        FROM tenants n JOIN human_tasks t ON t.tenant = n.id WHERE t.id < @floor AND t.status >= 3 AND t.closed_ms < @before
            AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = t.tenant AND r.id = t.run)
        ORDER BY t.tenant, t.id LIMIT @rows
        """;
}
