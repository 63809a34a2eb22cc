using SQLitePCL;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>
/// The statements of the write path. Inserts do nothing where the row exists, so that the number of changed rows tells a conflict and no
/// error has to be taken apart.
/// </summary>
internal sealed partial class CommitStatements(sqlite3 db) : IDisposable
{
    private readonly List<Statement> all = [];

    public Statement Savepoint => field ??= Prepare("SAVEPOINT one");

    public Statement Release => field ??= Prepare("RELEASE one");

    public Statement RollbackTo => field ??= Prepare("ROLLBACK TO one");

    public Statement InsertHead => field ??= Prepare(
        "INSERT INTO streams (tenant, type, lane, head) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");

    public Statement MoveHead => field ??= Prepare(
        "UPDATE streams SET head = ?4 WHERE tenant = ?1 AND type = ?2 AND lane = ?3 AND head = ?5");

    public Statement InsertCursor => field ??= Prepare(
        "INSERT INTO cursors (tenant, type, lane, cursor) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");

    public Statement MoveCursor => field ??= Prepare(
        "UPDATE cursors SET cursor = ?4 WHERE tenant = ?1 AND type = ?2 AND lane = ?3 AND cursor = ?5");

    public Statement InsertEvent => field ??= Prepare(
        """
        INSERT INTO events (key, tenant, type, lane, seq, occurred_ms, flags, source, external_id, correlation, payload, extra)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """);

    public Statement InsertDedupe => field ??= Prepare(
        "INSERT INTO event_dedupe (tenant, id_hash, content_hash, key, seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement FindDedupe => field ??= Prepare(
        "SELECT content_hash, key, seq FROM event_dedupe WHERE tenant = ? AND id_hash = ?");

    public Statement InsertDelivery => field ??= Prepare(
        "INSERT INTO deliveries (tenant, type, lane, first, last, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement InsertRun => field ??= Prepare(
        """
        INSERT INTO runs (
            id, tenant, workflow, version, status, origin, revision, updated_ms, event, correlation, error_code, state, history)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """);

    public Statement UpdateRun => field ??= Prepare(
        """
        UPDATE runs SET version = ?, status = ?, revision = ?, updated_ms = ?, error_code = ?, state = ?
        WHERE tenant = ? AND id = ? AND revision = ?
        """);

    public Statement InsertSlice => field ??= Prepare(
        "INSERT INTO run_slices (run, revision, history) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement InsertPart => field ??= Prepare("INSERT INTO run_parts (run, no, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement RemovePart => field ??= Prepare("DELETE FROM run_parts WHERE run = ? AND no = ?");

    public Statement InsertWait => field ??= Prepare(
        """
        INSERT INTO waits (run, no, tenant, kind, event_type, shard, due_ms, created_ms, resolved_by, step, key, filter)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """);

    public Statement ResolveWait => field ??= Prepare(
        "UPDATE waits SET resolved_by = ? WHERE run = ? AND no = ? AND resolved_by IS NULL");

    public Statement RemoveWait => field ??= Prepare("DELETE FROM waits WHERE run = ? AND no = ? AND resolved_by IS ?");

    public Statement InsertHeld => field ??= Prepare(
        """
        INSERT INTO held_deliveries (
            tenant, id, workflow, origin, type, status, revision, reason, message, attempts, due_ms, held_ms, updated_ms, run, correlation,
            input)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """);

    public Statement UpdateHeld => field ??= Prepare(
        """
        UPDATE held_deliveries SET status = ?, revision = ?, reason = ?, message = ?, attempts = ?, due_ms = ?, updated_ms = ?, run = ?
        WHERE tenant = ? AND id = ? AND workflow = ? AND revision = ?
        """);

    public Statement InsertGate => field ??= Prepare(
        "INSERT INTO workflow_gates (tenant, workflow, version, state) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");

    public Statement MoveGate => field ??= Prepare(
        "UPDATE workflow_gates SET version = ?3, state = ?4 WHERE tenant = ?1 AND workflow = ?2 AND version = ?3 - 1");

    public Statement InsertStartKey => field ??= Prepare(
        "INSERT INTO start_keys (tenant, workflow, hash, run) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement MoveSchedule => field ??= Prepare(
        """
        UPDATE schedules SET next_ms = ?, status = ?, last_ms = next_ms, last_run = coalesce(?, last_run), last_error = ?,
            last_skip = ?
        WHERE id = ? AND tenant = ? AND revision = ? AND next_ms = ?
        """);

    public Statement AddToCounter => field ??= Prepare(
        """
        INSERT INTO counters (tenant, kind, subject, hour, n, total) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, kind, subject, hour) DO UPDATE SET n = n + excluded.n, total = total + excluded.total
        """);

    public void Dispose()
    {
        foreach (var statement in all) statement.Dispose();
    }

    private Statement Prepare(string sql)
    {
        var statement = new Statement(db, sql);
        all.Add(statement);
        return statement;
    }
}
