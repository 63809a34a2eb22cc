using Npgsql;
using Workflows.Abstractions.Schedules;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Schedules that start runs.</summary>
internal static class ScheduleCommands
{
    private const string MoveSql = """
        UPDATE schedules s SET next_ms = m.next, status = m.status, last_ms = s.next_ms, last_run = coalesce(m.run, s.last_run),
            last_error = m.error, last_skip = m.skip
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS m (id, tenant, revision, expected, next, status, run, error, skip)
        WHERE s.id = m.id AND s.tenant = m.tenant AND s.revision = m.revision AND s.next_ms = m.expected
        """;

    /// <summary>Moves schedules past their due times.</summary>
    public static NpgsqlBatchCommand Move(List<ScheduleMove> moves) => new(MoveSql)
    {
        Parameters =
        {
            Column.Of(moves.ConvertAll(move => move.Schedule)),
            Column.Of(moves.ConvertAll(move => move.Tenant.Value)),
            Column.Of(moves.ConvertAll(move => move.Revision)),
            Column.Of(moves.ConvertAll(move => move.Expected.ToUnixTimeMilliseconds())),
            Column.Of(moves.ConvertAll(move => move.Next?.ToUnixTimeMilliseconds())),
            Column.Of(moves.ConvertAll(move => (short)(move.Next is null ? ScheduleStatus.Completed : ScheduleStatus.Active))),
            Column.Of(moves.ConvertAll(move => move.Run?.Value)),
            Column.Of(moves.ConvertAll(move => move.Error)),
            Column.Of(moves.ConvertAll(move => move.Skip)),
        },
    };
}
