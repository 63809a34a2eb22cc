using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Hosting.Catalog;

namespace Workflows.Hosting.Runs;

/// <summary>
/// Counts the runs that events start, by event type. A version listens to one type only, so the plan tells the type without a look at the
/// event. A run counts in the hour of its start, also when it ends days later: what began in an hour has ended or is under way.
/// </summary>
internal static class EventRunCounters
{
    /// <summary>Adds what a slice changed: the first slice is the start, and the last one the end.</summary>
    public static void Add(Commit commit, RunRecord record, Plan plan, EventTypeDirectory eventTypes)
    {
        if (record.Origin is not (RunOrigin.Event or RunOrigin.Simulation)) return;
        if (plan.Definition.Trigger is not { } trigger || !eventTypes.TryGetId(trigger.EventName, out var type)) return;
        if (record.Revision == 1) commit.Counters.AddRange(Of(record, type, CounterKind.EventRunsStarted, 1, 0));
        AddEnd(commit, record, type, 1);
    }

    /// <summary>Takes the end of a run back that an operator brings to life again.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="record">The run as it had ended.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="eventTypes">Knows the event types.</param>
    public static void TakeBack(Commit commit, RunRecord record, Plan plan, EventTypeDirectory eventTypes)
    {
        if (record.Origin is not (RunOrigin.Event or RunOrigin.Simulation)) return;
        if (plan.Definition.Trigger is { } trigger && eventTypes.TryGetId(trigger.EventName, out var type)) AddEnd(commit, record, type, -1);
    }

    private static void AddEnd(Commit commit, RunRecord record, EventTypeId type, int count)
    {
        CounterKind? ended = record.Status switch
        {
            RunStatus.Succeeded => CounterKind.EventRunsSucceeded,
            RunStatus.Failed => CounterKind.EventRunsFailed,
            RunStatus.Canceled => CounterKind.EventRunsCanceled,
            _ => null,
        };
        if (ended is not { } kind) return;
        var duration = Math.Max(0, (long)(record.UpdatedAt - record.StartedAt).TotalMilliseconds);
        commit.Counters.AddRange(Of(record, type, kind, count, count * duration));
    }

    private static IEnumerable<CounterDelta> Of(RunRecord record, EventTypeId type, CounterKind kind, int count, long sum)
    {
        var delta = new CounterDelta(record.Tenant, kind, type.Value, CounterDelta.HourOf(record.StartedAt), count, sum);
        yield return delta;
        if (record.Origin == RunOrigin.Simulation) yield return delta.Simulated();
    }
}
