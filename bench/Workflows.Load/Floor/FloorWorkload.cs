using System.Text;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Load.Floor;

/// <summary>
/// The rows of a three-step workflow that an event starts and that ends in its first slice, as the engine writes them: the event and its
/// publisher id in one commit, the run, the delivery page and the cursor in another.
/// </summary>
public sealed class FloorWorkload
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(
        """{"ticketId":"T-000000","subject":"Printer on the third floor is on fire again","priority":"high","customer":{"id":4711,"name":"Acme Ltd","tier":"gold"},"tags":["hardware","urgent","floor-3"],"amount":129.95,"openedAt":"2026-03-14T09:26:53.589Z"}""");

    private static readonly byte[] Extra = Encoding.UTF8.GetBytes("""{"metadata":{"region":"eu","app":"desk"}}""");

    private static readonly byte[] State = Encoding.UTF8.GetBytes("""{"s":3,"vars":{"score":7,"queue":"hardware"}}""");

    private static readonly byte[] History = Encoding.UTF8.GetBytes(
        """[{"id":"score","type":"transform.assign","status":"ok","ms":0,"out":{"score":7}},{"id":"check","type":"control.if","status":"ok","ms":0,"out":true},{"id":"notify","type":"action.call","status":"ok","ms":1,"attempt":1,"out":{"sent":true,"channel":"desk-hardware"}}]""");

    private readonly IdSource ids = new(TimeProvider.System);
    private readonly TenantId tenant;
    private readonly EventTypeId type;
    private readonly FloorShape shape;
    private readonly long[] heads;

    /// <summary>Creates a workload.</summary>
    public FloorWorkload(TenantId tenant, EventTypeId type, FloorShape shape)
    {
        this.tenant = tenant;
        this.type = type;
        this.shape = shape;
        heads = new long[shape.Lanes];
    }

    /// <summary>The next pair of commits of a lane.</summary>
    public FloorStep Next(int lane)
    {
        var now = TimeProvider.System.GetUtcNow();
        var stream = new StreamId(tenant, type, (short)lane);
        var move = new StreamMove(stream, heads[lane], heads[lane] += shape.EventsPerCommit);
        var append = new Commit { Head = move };
        var start = new Commit { Cursor = move };
        var body = new StringBuilder("[");
        for (var i = 1; i <= shape.EventsPerCommit; i++) AddRun(append, start, body, stream, move.Expected + i, now);
        start.Deliveries.Add(new DeliveryPage(stream, move.Expected + 1, move.New, Encoding.UTF8.GetBytes(body.Append(']').ToString())));
        AddCounters(append, start, CounterDelta.HourOf(now));
        return new FloorStep(append, start);
    }

    private void AddRun(Commit append, Commit start, StringBuilder body, StreamId stream, long sequence, DateTimeOffset now)
    {
        var key = new EventKey(ids.Next());
        var run = new RunId(ids.Next());
        var correlation = $"ticket-{sequence % 5000}";
        append.Events.Add(new StoredEvent
        {
            Key = key,
            Stream = stream,
            Sequence = sequence,
            ExternalId = $"desk-{key.Value:N}",
            Source = "desk",
            OccurredAt = now,
            ReceivedAt = now,
            CorrelationId = correlation,
            Payload = Payload,
            Extra = Extra,
        });
        append.Dedupe.Add(new DedupeEntry(tenant, Guid.NewGuid(), sequence * 7919, key, sequence));
        start.NewRuns.Add(new RunRecord
        {
            Id = run,
            Tenant = tenant,
            Workflow = new WorkflowId(1),
            Version = 1,
            Status = RunStatus.Succeeded,
            Revision = 1,
            Origin = RunOrigin.Event,
            Event = key,
            CorrelationId = correlation,
            StartedAt = now,
            UpdatedAt = now,
            State = State,
            History = History,
        });
        body.Append(body.Length > 1 ? "," : "").Append($"[{sequence},1,1,\"{run}\"]");
    }

    private void AddCounters(Commit append, Commit start, int hour)
    {
        append.Counters.Add(new CounterDelta(tenant, CounterKind.EventsAccepted, type.Value, hour, shape.EventsPerCommit));
        start.Counters.Add(new CounterDelta(tenant, CounterKind.EventsProcessed, type.Value, hour, shape.EventsPerCommit, 500));
        start.Counters.Add(new CounterDelta(tenant, CounterKind.EventsMatched, type.Value, hour, shape.EventsPerCommit));
        start.Counters.Add(new CounterDelta(tenant, CounterKind.RunsStarted, 1, hour, shape.EventsPerCommit));
        start.Counters.Add(new CounterDelta(tenant, CounterKind.RunsSucceeded, 1, hour, shape.EventsPerCommit, 100));
    }
}
