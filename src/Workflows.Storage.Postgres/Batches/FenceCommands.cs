using Npgsql;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>
/// The statements that check versions while they write: one statement a kind, whatever the number of rows. Commits of one batch that depend
/// on each other make a statement change fewer rows than it should, because it sees the rows as they were; the batch is then written
/// commit by commit. So every statement either does what its commits say, in their order, or is found out.
/// </summary>
internal static class FenceCommands
{
    private const string DedupeSql = """
        INSERT INTO event_dedupe (tenant, id_hash, content_hash, key, seq)
        SELECT * FROM unnest($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """;

    private const string ResolveSql = """
        UPDATE waits w SET resolved_by = m.event FROM unnest($1, $2, $3) AS m (run, no, event)
        WHERE w.run = m.run AND w.no = m.no AND w.resolved_by IS NULL
        """;

    private const string RemoveSql = """
        DELETE FROM waits w USING unnest($1, $2, $3) AS m (run, no, event)
        WHERE w.run = m.run AND w.no = m.no AND w.resolved_by IS NOT DISTINCT FROM m.event
        """;

    /// <summary>Adds the statements that the rows need.</summary>
    public static void AddTo(List<Check> checks, BatchRows rows)
    {
        AddMoves(checks, rows.Heads, "streams", "head", Fence.Head);
        AddMoves(checks, rows.Cursors, "cursors", "cursor", Fence.Cursor);
        if (rows.Dedupe.Count > 0) checks.Add(new Check(Dedupe(rows.Dedupe), rows.Dedupe.Count, Fence.Dedupe));
        foreach (var (day, runs) in rows.RunUpdates.Values) checks.Add(new Check(UpdateRuns(day, runs), runs.Count, Fence.Run));
        if (rows.ResolvedWaits.Count > 0) checks.Add(new Check(Resolve(rows.ResolvedWaits), rows.ResolvedWaits.Count, Fence.Wait));
        if (rows.RemovedWaits.Count > 0) checks.Add(new Check(Remove(rows.RemovedWaits), rows.RemovedWaits.Count, Fence.Wait));
        if (rows.ScheduleMoves.Count > 0)
            checks.Add(new Check(ScheduleCommands.Move(rows.ScheduleMoves), rows.ScheduleMoves.Count, Fence.Schedule));
    }

    private static void AddMoves(List<Check> checks, List<StreamMove> moves, string table, string column, Fence fence)
    {
        if (moves.Count == 0) return;
        var first = moves.FindAll(move => move.Expected == 0);
        var later = moves.FindAll(move => move.Expected != 0);
        if (first.Count > 0)
        {
            var insert = Moves(
                $"INSERT INTO {table} (tenant, type, lane, {column}) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING", first);
            checks.Add(new Check(insert, first.Count, fence));
        }

        if (later.Count == 0) return;
        var update = Moves(
            $"""
            UPDATE {table} s SET {column} = m.position FROM unnest($1, $2, $3, $4, $5) AS m (tenant, type, lane, position, expected)
            WHERE s.tenant = m.tenant AND s.type = m.type AND s.lane = m.lane AND s.{column} = m.expected
            """,
            later);
        update.Parameters.Add(Column.Of(later.ConvertAll(move => move.Expected)));
        checks.Add(new Check(update, later.Count, fence));
    }

    private static NpgsqlBatchCommand Moves(string sql, List<StreamMove> moves) => new(sql)
    {
        Parameters =
        {
            Column.Of(moves.ConvertAll(move => move.Stream.Tenant.Value)),
            Column.Of(moves.ConvertAll(move => move.Stream.Type.Value)),
            Column.Of(moves.ConvertAll(move => move.Stream.Lane)),
            Column.Of(moves.ConvertAll(move => move.New)),
        },
    };

    private static NpgsqlBatchCommand Dedupe(List<DedupeEntry> entries) => new(DedupeSql)
    {
        Parameters =
        {
            Column.Of(entries.ConvertAll(entry => entry.Tenant.Value)),
            Column.Of(entries.ConvertAll(entry => entry.IdHash)),
            Column.Of(entries.ConvertAll(entry => entry.ContentHash)),
            Column.Of(entries.ConvertAll(entry => entry.Key.Value)),
            Column.Of(entries.ConvertAll(entry => entry.Sequence)),
        },
    };

    private static NpgsqlBatchCommand UpdateRuns(Day day, List<RunRecord> runs) => new(
        $"""
        UPDATE {day.Runs} r
        SET version = m.version, status = m.status, revision = m.revision, updated_ms = m.updated_ms, error_code = m.error_code, state = m.state
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS m (tenant, id, version, status, revision, updated_ms, error_code, state)
        WHERE r.tenant = m.tenant AND r.id = m.id AND r.revision = m.revision - 1
        """)
    {
        Parameters =
        {
            Column.Of(runs.ConvertAll(run => run.Tenant.Value)),
            Column.Of(runs.ConvertAll(run => run.Id.Value)),
            Column.Of(runs.ConvertAll(run => run.Version)),
            Column.Of(runs.ConvertAll(run => (short)run.Status)),
            Column.Of(runs.ConvertAll(run => run.Revision)),
            Column.Of(runs.ConvertAll(run => run.UpdatedAt.ToUnixTimeMilliseconds())),
            Column.Of(runs.ConvertAll(run => run.ErrorCode)),
            Column.Of(runs.ConvertAll(run => run.State)),
        },
    };

    private static NpgsqlBatchCommand Resolve(List<WaitResolution> waits) => new(ResolveSql)
    {
        Parameters =
        {
            Column.Of(waits.ConvertAll(item => item.Wait.Run.Value)),
            Column.Of(waits.ConvertAll(item => item.Wait.Number)),
            Column.Of(waits.ConvertAll(item => item.Event.Value)),
        },
    };

    private static NpgsqlBatchCommand Remove(List<WaitRemoval> waits) => new(RemoveSql)
    {
        Parameters =
        {
            Column.Of(waits.ConvertAll(item => item.Wait.Run.Value)),
            Column.Of(waits.ConvertAll(item => item.Wait.Number)),
            Column.Of(waits.ConvertAll(item => item.ResolvedBy?.Value)),
        },
    };
}
