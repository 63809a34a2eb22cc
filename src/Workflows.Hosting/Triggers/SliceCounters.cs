using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Metrics;

namespace Workflows.Hosting.Triggers;

/// <summary>Adds up what a trigger's slice did, so that the commit carries one row a counter.</summary>
internal sealed class SliceCounters(StreamId stream, DateTimeOffset now)
{
    private readonly CounterTally tally = new();

    public void Processed(StoredEvent @event, IReadOnlyList<DeliveryEntry> entries)
    {
        tally.Add(@event, CounterKind.EventsProcessed, Math.Max(0, (long)(now - @event.ReceivedAt).TotalMilliseconds));
        foreach (var entry in entries) tally.Add(@event, CounterKind.DeliveryBase + (int)entry.Outcome);
        var isMatched = entries.Any(entry => entry.Outcome is DeliveryOutcome.Started or DeliveryOutcome.Resumed or DeliveryOutcome.Held);
        var isInError = entries.Any(entry => entry.Outcome == DeliveryOutcome.Failed);
        if (isMatched) tally.Add(@event, CounterKind.EventsMatched);
        if (isInError) tally.Add(@event, CounterKind.EventsInError);
        if (isMatched && isInError) tally.Add(@event, CounterKind.EventsMatchedInError);
    }

    public void RunStarted(WorkflowId workflow) =>
        tally.Add(new CounterDelta(stream.Tenant, CounterKind.RunsStarted, workflow.Value, CounterDelta.HourOf(now), 1));

    public void AddTo(Commit commit) => tally.AddTo(commit);
}
