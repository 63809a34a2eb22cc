using Workflows.Abstractions.Definitions;
using Workflows.Engine.Triggers;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Gates;

/// <summary>What stands between an event and a run of a workflow, as triggers and starters know it.</summary>
public sealed record WorkflowPolicy
{
    /// <summary>Nothing does.</summary>
    public static WorkflowPolicy Open { get; } = new();

    /// <summary>Whether the workflow is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether events are skipped while it is paused.</summary>
    public bool SkipWhilePaused { get; init; }

    /// <summary>The most runs that have not ended; null for no limit.</summary>
    public int? ConcurrencyLimit { get; init; }

    /// <summary>Whether failed runs may pause the workflow.</summary>
    public bool AutoPauseOnFailure { get; init; }

    /// <summary>Until when the trigger is paused; null when it is not.</summary>
    public DateTimeOffset? TriggerPausedUntil { get; init; }

    /// <summary>Reads the policy from the workflow and its gate.</summary>
    public static WorkflowPolicy Of(WorkflowRecord workflow, GateState gate)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(gate);
        var settings = WorkflowSettings.Read(workflow.Settings);
        return new WorkflowPolicy
        {
            Paused = workflow.Paused,
            SkipWhilePaused = settings.SkipWhilePaused,
            ConcurrencyLimit = settings.ConcurrencyLimit,
            AutoPauseOnFailure = settings.AutoPauseOnFailure,
            TriggerPausedUntil = gate.TriggerPausedUntil,
        };
    }

    /// <summary>Why an event has to go through the gate; null when its run may start at once.</summary>
    public HoldReason? Hold(EventTrigger? trigger, DateTimeOffset now)
    {
        if (Paused) return HoldReason.WorkflowPaused;
        if (TriggerPausedUntil > now) return HoldReason.TriggerPaused;
        if (ConcurrencyLimit is not null || trigger?.MaxConcurrency is not null) return HoldReason.Concurrency;
        if (trigger?.Throttle is not null) return HoldReason.Throttled;
        return trigger is { IsLimited: true } ? HoldReason.InOrder : null;
    }
}

/// <summary>Why a delivery is held.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">The reason for a person.</param>
public sealed record HoldReason(string Code, string Message)
{
    /// <summary>The workflow is paused.</summary>
    public static HoldReason WorkflowPaused { get; } = new("WORKFLOW_PAUSED", "The workflow is paused; the event waits until it is resumed.");

    /// <summary>The trigger paused itself.</summary>
    public static HoldReason TriggerPaused { get; } = new(
        "TRIGGER_PAUSED", "The trigger failed too often and is paused; the event waits until the pause is over.");

    /// <summary>Runs are limited.</summary>
    public static HoldReason Concurrency { get; } = new(
        "CONCURRENCY_LIMIT", "The workflow's runs are limited; the event waits for its turn.");

    /// <summary>Starts are limited.</summary>
    public static HoldReason Throttled { get; } = new("THROTTLED", "The trigger's starts are limited; the event waits for its turn.");

    /// <summary>Starts go one after the other, so that a key starts one run only.</summary>
    public static HoldReason InOrder { get; } = new("IN_ORDER", "The trigger starts one run a key; the event waits for its turn.");

    /// <summary>Earlier events are held.</summary>
    public static HoldReason BehindHeld { get; } = new(
        "BEHIND_HELD", "Earlier events of the workflow are held; the event keeps its place behind them.");
}
