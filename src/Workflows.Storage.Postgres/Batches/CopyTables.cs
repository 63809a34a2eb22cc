using Npgsql;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Many rows of one table by binary COPY, straight into the partition of their day.</summary>
internal static class CopyTables
{
    public const string EventColumns =
        "key, seq, occurred_ms, tenant, type, lane, flags, source, external_id, correlation, payload, extra";

    public const string RunColumns =
        "id, updated_ms, tenant, workflow, version, revision, status, origin, event, correlation, error_code, state, history";

    public const string SliceColumns = "run, revision, history";

    public const string WaitColumns =
        "run, no, tenant, kind, shard, event_type, due_ms, created_ms, resolved_by, step, key, filter";

    public const string DeliveryColumns = "first, last, tenant, type, lane, body";

    public static async Task EventsAsync(NpgsqlConnection connection, Day day, List<StoredEvent> events, CancellationToken cancellationToken)
    {
        using var buffer = new CopyBuffer(events.Sum(item => 256 + item.Payload.Length + item.Extra.Length));
        foreach (var item in events)
        {
            buffer.Row(12)
                .Add(item.Key.Value)
                .Add(item.Sequence)
                .Add(item.OccurredAt.ToUnixTimeMilliseconds())
                .Add(item.Stream.Tenant.Value)
                .Add(item.Stream.Type.Value)
                .Add(item.Stream.Lane)
                .Add((short)item.Flags)
                .Add(item.Source)
                .Add(item.ExternalId)
                .Add(item.CorrelationId)
                .Add(item.Payload)
                .AddOrNull(item.Extra);
        }

        await buffer.SendAsync(connection, day.Events, EventColumns, cancellationToken);
    }

    public static async Task RunsAsync(NpgsqlConnection connection, Day day, List<RunRecord> runs, CancellationToken cancellationToken)
    {
        using var buffer = new CopyBuffer(runs.Sum(run => 256 + run.State.Length + run.History.Length));
        foreach (var run in runs)
        {
            buffer.Row(13)
                .Add(run.Id.Value)
                .Add(run.UpdatedAt.ToUnixTimeMilliseconds())
                .Add(run.Tenant.Value)
                .Add(run.Workflow.Value)
                .Add(run.Version)
                .Add(run.Revision)
                .Add((short)run.Status)
                .Add((short)run.Origin)
                .Add(run.Event?.Value)
                .Add(run.CorrelationId)
                .Add(run.ErrorCode)
                .Add(run.State)
                .Add(run.History);
        }

        await buffer.SendAsync(connection, day.Runs, RunColumns, cancellationToken);
    }

    public static async Task SlicesAsync(NpgsqlConnection connection, Day day, List<SliceRecord> slices, CancellationToken cancellationToken)
    {
        using var buffer = new CopyBuffer(slices.Sum(slice => 64 + slice.History.Length));
        foreach (var slice in slices) buffer.Row(3).Add(slice.Run.Value).Add(slice.Revision).Add(slice.History);
        await buffer.SendAsync(connection, day.Slices, SliceColumns, cancellationToken);
    }

    public static async Task WaitsAsync(NpgsqlConnection connection, List<WaitRecord> waits, CancellationToken cancellationToken)
    {
        using var buffer = new CopyBuffer(waits.Sum(wait => 256 + wait.Filter.Length));
        foreach (var wait in waits)
        {
            buffer.Row(12)
                .Add(wait.Id.Run.Value)
                .Add(wait.Id.Number)
                .Add(wait.Tenant.Value)
                .Add((short)wait.Kind)
                .Add(TimerShard.Of(wait.Id.Run))
                .Add(wait.EventType?.Value)
                .Add(wait.Due?.ToUnixTimeMilliseconds())
                .Add(wait.CreatedAt.ToUnixTimeMilliseconds())
                .Add(wait.ResolvedBy?.Value)
                .Add(wait.Step)
                .Add(wait.Key)
                .AddOrNull(wait.Filter);
        }

        await buffer.SendAsync(connection, "waits", WaitColumns, cancellationToken);
    }

    public static async Task DeliveriesAsync(NpgsqlConnection connection, List<DeliveryPage> pages, CancellationToken cancellationToken)
    {
        using var buffer = new CopyBuffer(pages.Sum(page => 64 + page.Body.Length));
        foreach (var page in pages)
        {
            buffer.Row(6)
                .Add(page.First)
                .Add(page.Last)
                .Add(page.Stream.Tenant.Value)
                .Add(page.Stream.Type.Value)
                .Add(page.Stream.Lane)
                .Add(page.Body);
        }

        await buffer.SendAsync(connection, "deliveries", DeliveryColumns, cancellationToken);
    }
}
