using Npgsql;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>
/// One insert a table, for batches of moderate size: it travels together with the fences, in one round trip. UTF-8 goes as bytes and becomes
/// text on the server, which spares the way through strings.
/// </summary>
internal static class InsertCommands
{
    public static NpgsqlBatchCommand Events(Day day, List<StoredEvent> events) => new(
        $"""
        INSERT INTO {day.Events} ({CopyTables.EventColumns})
        SELECT key, seq, occurred_ms, tenant, type, lane, flags, source, external_id, correlation, convert_from(payload, 'UTF8'),
            nullif(convert_from(extra, 'UTF8'), '')
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS m ({CopyTables.EventColumns})
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(events.ConvertAll(item => item.Key.Value)),
            Column.Of(events.ConvertAll(item => item.Sequence)),
            Column.Of(events.ConvertAll(item => item.OccurredAt.ToUnixTimeMilliseconds())),
            Column.Of(events.ConvertAll(item => item.Stream.Tenant.Value)),
            Column.Of(events.ConvertAll(item => item.Stream.Type.Value)),
            Column.Of(events.ConvertAll(item => item.Stream.Lane)),
            Column.Of(events.ConvertAll(item => (short)item.Flags)),
            Column.Of(events.ConvertAll(item => item.Source)),
            Column.Of(events.ConvertAll(item => item.ExternalId)),
            Column.Of(events.ConvertAll(item => item.CorrelationId)),
            Column.Of(events.ConvertAll(item => item.Payload)),
            Column.Of(events.ConvertAll(item => item.Extra)),
        },
    };

    public static NpgsqlBatchCommand Runs(Day day, List<RunRecord> runs) => new(
        $"""
        INSERT INTO {day.Runs} ({CopyTables.RunColumns})
        SELECT id, updated_ms, tenant, workflow, version, revision, status, origin, event, correlation, error_code, state,
            convert_from(history, 'UTF8')
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS m ({CopyTables.RunColumns})
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(runs.ConvertAll(run => run.Id.Value)),
            Column.Of(runs.ConvertAll(run => run.UpdatedAt.ToUnixTimeMilliseconds())),
            Column.Of(runs.ConvertAll(run => run.Tenant.Value)),
            Column.Of(runs.ConvertAll(run => run.Workflow.Value)),
            Column.Of(runs.ConvertAll(run => run.Version)),
            Column.Of(runs.ConvertAll(run => run.Revision)),
            Column.Of(runs.ConvertAll(run => (short)run.Status)),
            Column.Of(runs.ConvertAll(run => (short)run.Origin)),
            Column.Of(runs.ConvertAll(run => run.Event?.Value)),
            Column.Of(runs.ConvertAll(run => run.CorrelationId)),
            Column.Of(runs.ConvertAll(run => run.ErrorCode)),
            Column.Of(runs.ConvertAll(run => run.State)),
            Column.Of(runs.ConvertAll(run => run.History)),
        },
    };

    public static NpgsqlBatchCommand Slices(Day day, List<SliceRecord> slices) => new(
        $"""
        INSERT INTO {day.Slices} ({CopyTables.SliceColumns})
        SELECT run, revision, convert_from(history, 'UTF8') FROM unnest($1, $2, $3) AS m ({CopyTables.SliceColumns})
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(slices.ConvertAll(slice => slice.Run.Value)),
            Column.Of(slices.ConvertAll(slice => slice.Revision)),
            Column.Of(slices.ConvertAll(slice => slice.History)),
        },
    };

    public static NpgsqlBatchCommand Waits(List<WaitRecord> waits) => new(
        $"""
        INSERT INTO waits ({CopyTables.WaitColumns})
        SELECT run, no, tenant, kind, shard, event_type, due_ms, created_ms, resolved_by, step, key, nullif(convert_from(filter, 'UTF8'), '')
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS m ({CopyTables.WaitColumns})
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(waits.ConvertAll(wait => wait.Id.Run.Value)),
            Column.Of(waits.ConvertAll(wait => wait.Id.Number)),
            Column.Of(waits.ConvertAll(wait => wait.Tenant.Value)),
            Column.Of(waits.ConvertAll(wait => (short)wait.Kind)),
            Column.Of(waits.ConvertAll(wait => TimerShard.Of(wait.Id.Run))),
            Column.Of(waits.ConvertAll(wait => wait.EventType?.Value)),
            Column.Of(waits.ConvertAll(wait => wait.Due?.ToUnixTimeMilliseconds())),
            Column.Of(waits.ConvertAll(wait => wait.CreatedAt.ToUnixTimeMilliseconds())),
            Column.Of(waits.ConvertAll(wait => wait.ResolvedBy?.Value)),
            Column.Of(waits.ConvertAll(wait => wait.Step)),
            Column.Of(waits.ConvertAll(wait => wait.Key)),
            Column.Of(waits.ConvertAll(wait => wait.Filter)),
        },
    };

    public static NpgsqlBatchCommand Deliveries(List<DeliveryPage> pages) => new(
        $"""
        INSERT INTO deliveries ({CopyTables.DeliveryColumns})
        SELECT first, last, tenant, type, lane, convert_from(body, 'UTF8') FROM unnest($1, $2, $3, $4, $5, $6) AS m ({CopyTables.DeliveryColumns})
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(pages.ConvertAll(page => page.First)),
            Column.Of(pages.ConvertAll(page => page.Last)),
            Column.Of(pages.ConvertAll(page => page.Stream.Tenant.Value)),
            Column.Of(pages.ConvertAll(page => page.Stream.Type.Value)),
            Column.Of(pages.ConvertAll(page => page.Stream.Lane)),
            Column.Of(pages.ConvertAll(page => page.Body)),
        },
    };
}
