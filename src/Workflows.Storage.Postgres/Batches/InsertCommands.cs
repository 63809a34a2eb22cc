using Npgsql;
using NpgsqlTypes;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Single inserts, for the few rows of a small batch: they travel together with the fences, in one round trip.</summary>
internal static class InsertCommands
{
    public static NpgsqlBatchCommand Event(Day day, StoredEvent item) => new(
        $"INSERT INTO {day.Events} ({CopyTables.EventColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(item.Key.Value),
            Column.Of(item.Sequence),
            Column.Of(item.OccurredAt.ToUnixTimeMilliseconds()),
            Column.Of(item.Stream.Tenant.Value),
            Column.Of(item.Stream.Type.Value),
            Column.Of(item.Stream.Lane),
            Column.Of((short)item.Flags),
            Column.Of(item.Source),
            Column.TextOrNull(item.ExternalId),
            Column.TextOrNull(item.CorrelationId),
            Column.Text(item.Payload),
            Column.TextOrNull(item.Extra),
        },
    };

    public static NpgsqlBatchCommand Run(Day day, RunRecord run) => new(
        $"INSERT INTO {day.Runs} ({CopyTables.RunColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(run.Id.Value),
            Column.Of(run.UpdatedAt.ToUnixTimeMilliseconds()),
            Column.Of(run.Tenant.Value),
            Column.Of(run.Workflow.Value),
            Column.Of(run.Version),
            Column.Of(run.Revision),
            Column.Of((short)run.Status),
            Column.Of((short)run.Origin),
            Column.OrNull(run.Event?.Value, NpgsqlDbType.Uuid),
            Column.TextOrNull(run.CorrelationId),
            Column.TextOrNull(run.ErrorCode),
            Column.Of(run.State),
            Column.Text(run.History),
        },
    };

    public static NpgsqlBatchCommand Slice(Day day, SliceRecord slice) => new(
        $"INSERT INTO {day.Slices} ({CopyTables.SliceColumns}) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
    {
        Parameters = { Column.Of(slice.Run.Value), Column.Of(slice.Revision), Column.Text(slice.History) },
    };

    public static NpgsqlBatchCommand Wait(WaitRecord wait) => new(
        $"INSERT INTO waits ({CopyTables.WaitColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(wait.Id.Run.Value),
            Column.Of(wait.Id.Number),
            Column.Of(wait.Tenant.Value),
            Column.Of((short)wait.Kind),
            Column.Of(TimerShard.Of(wait.Id.Run)),
            Column.OrNull(wait.EventType?.Value, NpgsqlDbType.Integer),
            Column.OrNull(wait.Due?.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint),
            Column.Of(wait.CreatedAt.ToUnixTimeMilliseconds()),
            Column.OrNull(wait.ResolvedBy?.Value, NpgsqlDbType.Uuid),
            Column.Of(wait.Step),
            Column.TextOrNull(wait.Key),
            Column.TextOrNull(wait.Filter),
        },
    };

    public static NpgsqlBatchCommand Delivery(DeliveryPage page) => new(
        $"INSERT INTO deliveries ({CopyTables.DeliveryColumns}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(page.First),
            Column.Of(page.Last),
            Column.Of(page.Stream.Tenant.Value),
            Column.Of(page.Stream.Type.Value),
            Column.Of(page.Stream.Lane),
            Column.Text(page.Body),
        },
    };
}
