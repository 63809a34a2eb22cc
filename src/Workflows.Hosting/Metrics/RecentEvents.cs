using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Metrics;

/// <summary>The last events of a type, with what became of each: a page of an index, however many events there are.</summary>
public sealed class RecentEvents(IStore store)
{
    /// <summary>Events of a type, newest first.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="type">The event type.</param>
    /// <param name="range">When they came.</param>
    /// <param name="before">Only events before this one; null for the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="withoutSimulated">Whether simulated events are left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<RecentEvent>> ListAsync(
        TenantId tenant, EventTypeId type, MetricsRange range, EventKey? before, int limit, bool withoutSimulated,
        CancellationToken cancellationToken)
    {
        var found = new List<RecentEvent>(limit);
        var pages = new DeliveryPages(store.Events);
        var query = new EventQuery { Tenant = tenant, Type = type, From = range.From, To = range.To, Before = before, Limit = limit };
        while (true)
        {
            var events = await store.Events.ListAsync(query, cancellationToken);
            foreach (var stored in events)
            {
                if (withoutSimulated && stored.Flags.HasFlag(EventFlags.Simulated)) continue;
                found.Add(new RecentEvent(
                    stored, await pages.StatusOfAsync(stored, cancellationToken), Redactor.Redact(JsonValue.Parse(stored.Payload))));
                if (found.Count == limit) return found;
            }

            if (events.Count < limit) return found;
            query = query with { Before = events[^1].Key };
        }
    }

    /// <summary>Reads each delivery page and each cursor once: neighbours in a stream were mostly processed together.</summary>
    private sealed class DeliveryPages(IEventReader events)
    {
        private readonly Dictionary<StreamId, DeliveryPage> last = [];
        private readonly Dictionary<StreamId, long> cursors = [];

        public async Task<RecentEventStatus> StatusOfAsync(StoredEvent stored, CancellationToken cancellationToken)
        {
            // The cursor first: what it has passed has its page, if there is one.
            if (stored.Sequence > await CursorAsync(stored.Stream, cancellationToken)) return RecentEventStatus.Pending;
            if (!last.TryGetValue(stored.Stream, out var page) || stored.Sequence < page.First || stored.Sequence > page.Last)
            {
                page = await events.GetDeliveriesAsync(stored.Stream, stored.Sequence, cancellationToken);
                if (page is null) return RecentEventStatus.Unmatched;
                last[stored.Stream] = page;
            }

            var entries = DeliveryPageCodec.Decode(page, stored.Sequence);
            if (entries.Any(entry => entry.Outcome == DeliveryOutcome.Failed)) return RecentEventStatus.Error;
            return entries.Any(entry => entry.Outcome is DeliveryOutcome.Started or DeliveryOutcome.Resumed or DeliveryOutcome.Held)
                ? RecentEventStatus.Matched
                : RecentEventStatus.Unmatched;
        }

        private async ValueTask<long> CursorAsync(StreamId stream, CancellationToken cancellationToken)
        {
            if (!cursors.TryGetValue(stream, out var cursor))
                cursors[stream] = cursor = (await events.GetPositionAsync(stream, cancellationToken)).Cursor;
            return cursor;
        }
    }
}

/// <summary>An event with what became of it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Status">What became of it; the same classes as in <see cref="EventTotals"/>.</param>
/// <param name="Payload">Its payload, redacted.</param>
public sealed record RecentEvent(StoredEvent Event, RecentEventStatus Status, JsonValue Payload);

/// <summary>What became of an event.</summary>
public enum RecentEventStatus
{
    /// <summary>The trigger has not come to it.</summary>
    Pending,

    /// <summary>It started or resumed a run, or is held for one.</summary>
    Matched,

    /// <summary>It did nothing.</summary>
    Unmatched,

    /// <summary>A delivery failed.</summary>
    Error,
}
