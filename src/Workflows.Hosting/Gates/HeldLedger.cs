using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Gates;

/// <summary>
/// Keeps the counters of deliveries true when a held one changes: the hour in which the event came gives it from one outcome to the
/// other, so that every (event, workflow) pair is counted once.
/// </summary>
internal static class HeldLedger
{
    /// <summary>The outcome that a stored state counts as.</summary>
    public static DeliveryOutcome OutcomeOf(HeldStatus status) => status switch
    {
        HeldStatus.Held => DeliveryOutcome.Held,
        HeldStatus.Dead => DeliveryOutcome.Failed,
        HeldStatus.Started => DeliveryOutcome.Started,
        HeldStatus.Filtered => DeliveryOutcome.Filtered,
        _ => DeliveryOutcome.Skipped,
    };

    /// <summary>Adds a changed row to a commit with its counters.</summary>
    public static void Change(Commit commit, HeldDelivery before, HeldDelivery after)
    {
        commit.HeldUpdates.Add(after);
        var (from, to) = (OutcomeOf(before.Status), OutcomeOf(after.Status));
        if (before.Type is not { } type || from == to) return;
        var hour = CounterDelta.HourOf(IdSource.TimeOf(before.Id));
        Add(new CounterDelta(before.Tenant, CounterKind.DeliveryBase + (int)from, type.Value, hour, -1));
        Add(new CounterDelta(before.Tenant, CounterKind.DeliveryBase + (int)to, type.Value, hour, 1));

        void Add(CounterDelta delta)
        {
            commit.Counters.Add(delta);
            if (before.Origin == RunOrigin.Simulation) commit.Counters.Add(delta.Simulated());
        }
    }
}
