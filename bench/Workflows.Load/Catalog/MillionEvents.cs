using System.Text;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Load.Catalog;

/// <summary>
/// A tenant with a million events over thirty days: events, cursors, delivery pages and counters as ingest and trigger write them, through the
/// store's own write path. The runs are in the counters only: nothing that is measured reads a run.
/// </summary>
internal sealed class MillionEvents(IStore store, DateTimeOffset end)
{
    public const int Days = 30;
    private const int Lanes = 4;
    private const int EventsPerCommit = 35;
    private const int CommitsPerBatch = 40;
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(
        """{"tenantId":"bench","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69","reason":"Toner drum"}""");

    private readonly ManualClock clock = new();

    public TenantId Tenant { get; private set; }

    public IReadOnlyList<EventTypeId> Types { get; private set; } = [];

    public int Count { get; private set; }

    public async Task InsertAsync()
    {
        Tenant = (await store.Tenants.GetOrAddAsync("bench", end, default)).Id;
        var types = new List<EventTypeId>();
        for (var i = 0; i < 10; i++) types.Add(await store.Catalog.GetOrAddTypeAsync($"BENCH_EVENT_{i}", default));
        Types = types;
        var ids = new IdSource(clock);
        var batch = new List<Commit>(CommitsPerBatch);
        for (var hour = 0; hour < Days * 24; hour++)
        {
            clock.Now = end.AddHours(hour - (Days * 24)).AddMinutes(1);
            foreach (var type in Types)
            for (short lane = 0; lane < Lanes; lane++)
            {
                batch.Add(Append(ids, new StreamId(Tenant, type, lane), (long)hour * EventsPerCommit));
                if (batch.Count == CommitsPerBatch) await WriteAsync(batch);
            }
        }

        if (batch.Count > 0) await WriteAsync(batch);
    }

    private async Task WriteAsync(List<Commit> batch)
    {
        foreach (var outcome in await store.Writer.WriteAsync(batch, default))
            if (!outcome.IsCommitted) throw new InvalidOperationException($"The bench's rows were not taken: {outcome}");
        Count += batch.Sum(commit => commit.Events.Count);
        batch.Clear();
    }

    private Commit Append(IdSource ids, StreamId stream, long after)
    {
        var commit = new Commit
        {
            Head = new StreamMove(stream, after, after + EventsPerCommit), Cursor = new StreamMove(stream, after, after + EventsPerCommit),
        };
        var page = new StringBuilder("[");
        for (var i = 1; i <= EventsPerCommit; i++)
        {
            commit.Events.Add(new StoredEvent
            {
                Key = new EventKey(ids.Next()),
                Stream = stream,
                Sequence = after + i,
                Source = "bench",
                OccurredAt = clock.Now,
                ReceivedAt = clock.Now,
                CorrelationId = $"c{i}",
                Payload = Payload,
            });
            page.Append(i == 1 ? "" : ",").Append('[').Append(after + i).Append(""",[1,1,3,null,"CONDITION_FALSE"]]""");
        }

        commit.Deliveries.Add(new DeliveryPage(stream, after + 1, after + EventsPerCommit, Encoding.UTF8.GetBytes(page.Append(']').ToString())));
        AddCounters(commit, stream.Type);
        return commit;
    }

    private void AddCounters(Commit commit, EventTypeId type)
    {
        Add(CounterKind.EventsAccepted, EventsPerCommit, 0);
        Add(CounterKind.EventsProcessed, EventsPerCommit, EventsPerCommit * 3);
        Add(CounterKind.EventsMatched, 20, 0);
        Add(CounterKind.EventsInError, 1, 0);
        Add(CounterKind.DeliveryBase + (int)DeliveryOutcome.Started, 20, 0);
        Add(CounterKind.DeliveryBase + (int)DeliveryOutcome.Filtered, 15, 0);
        Add(CounterKind.EventRunsStarted, 20, 0);
        Add(CounterKind.EventRunsSucceeded, 18, 18 * 250);
        Add(CounterKind.EventRunsFailed, 2, 2 * 900);

        void Add(CounterKind kind, long count, long sum)
        {
            var delta = new CounterDelta(Tenant, kind, type.Value, CounterDelta.HourOf(clock.Now), count, sum);
            commit.Counters.Add(delta);
            commit.Counters.Add(delta.Simulated() with { Count = 1, Sum = sum / count });
        }
    }
}
