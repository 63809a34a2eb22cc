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
        if (record.Revision == 1) Add(CounterKind.EventRunsStarted, 0);
        CounterKind? ended = record.Status switch
        {
            RunStatus.Succeeded => CounterKind.EventRunsSucceeded,
            RunStatus.Failed => CounterKind.EventRunsFailed,
            RunStatus.Canceled => CounterKind.EventRunsCanceled,
            _ => null,
        };
        if (ended is { } kind) Add(kind, Math.Max(0, (long)(record.UpdatedAt - record.StartedAt).TotalMilliseconds));

        void Add(CounterKind kind, long sum)
        {
            var delta = new CounterDelta(record.Tenant, kind, type.Value, CounterDelta.HourOf(record.StartedAt), 1, sum);
            commit.Counters.Add(delta);
            if (record.Origin == RunOrigin.Simulation) commit.Counters.Add(delta.Simulated());
        }
    }
}
