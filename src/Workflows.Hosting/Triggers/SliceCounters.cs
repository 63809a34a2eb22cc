using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Triggers;

/// <summary>Adds up what a trigger's slice did, so that the commit carries one row a counter.</summary>
internal sealed class SliceCounters(StreamId stream, DateTimeOffset now)
{
    private readonly int[] outcomes = new int[7];
    private readonly Dictionary<WorkflowId, int> started = [];
    private int processed;
    private int matched;
    private int inError;
    private long lag;

    public void Processed(StoredEvent @event, IReadOnlyList<DeliveryEntry> entries)
    {
        processed++;
        lag += Math.Max(0, (long)(now - @event.ReceivedAt).TotalMilliseconds);
        var (isMatched, isInError) = (false, false);
        foreach (var entry in entries)
        {
            outcomes[(int)entry.Outcome]++;
            isMatched |= entry.Outcome is DeliveryOutcome.Started or DeliveryOutcome.Resumed;
            isInError |= entry.Outcome == DeliveryOutcome.Failed;
        }

        if (isMatched) matched++;
        if (isInError) inError++;
    }

    public void RunStarted(WorkflowId workflow) => started[workflow] = started.GetValueOrDefault(workflow) + 1;

    public void AddTo(Commit commit)
    {
        Add(commit, CounterKind.EventsProcessed, stream.Type.Value, processed, lag);
        Add(commit, CounterKind.EventsMatched, stream.Type.Value, matched);
        Add(commit, CounterKind.EventsInError, stream.Type.Value, inError);
        for (var outcome = 1; outcome < outcomes.Length; outcome++)
            Add(commit, CounterKind.DeliveryBase + outcome, stream.Type.Value, outcomes[outcome]);
        foreach (var (workflow, count) in started) Add(commit, CounterKind.RunsStarted, workflow.Value, count);
    }

    private void Add(Commit commit, CounterKind kind, int subject, long count, long sum = 0)
    {
        if (count > 0) commit.Counters.Add(new CounterDelta(stream.Tenant, kind, subject, CounterDelta.HourOf(now), count, sum));
    }
}
