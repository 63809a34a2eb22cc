using System.Diagnostics.Metrics;
using Workflows.Engine.Plans;
using Workflows.Engine.Triggers;
using Workflows.Hosting.Watchdog;

namespace Workflows.Hosting.Triggers;

/// <summary>
/// Counts what triggers decide: <c>workflows.trigger.decisions</c> with the workflow's key, the outcome (<c>start</c>, <c>filtered</c>, <c>failed</c>), the
/// reason's code, and whether a mapping made the payload. Costs nothing while nobody listens.
/// </summary>
internal static class TriggerMeter
{
    private static readonly Meter Meter = new(StuckWatchdog.MeterName);

    private static readonly Counter<long> Decisions =
        Meter.CreateCounter<long>("workflows.trigger.decisions", "{decision}", "What triggers made of events, by workflow, outcome and reason.");

    /// <summary>Counts a decision and hands it back.</summary>
    public static TriggerDecision Count(Plan plan, TriggerDecision decision)
    {
        if (!Decisions.Enabled) return decision;
        var (outcome, reason) = decision switch
        {
            TriggerDecision.Filtered filtered => ("filtered", filtered.Reason),
            TriggerDecision.Failed failed => ("failed", failed.Reason),
            _ => ("start", null),
        };
        Decisions.Add(
            1, new("workflow", plan.Key), new("outcome", outcome), new("reason", reason),
            new("mapped", plan.Definition.Trigger?.PayloadMapping is not null));
        return decision;
    }
}
