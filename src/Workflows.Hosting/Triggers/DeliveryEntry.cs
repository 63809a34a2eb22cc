using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Triggers;

/// <summary>What one event did for one workflow, as the delivery page keeps it.</summary>
/// <param name="Workflow">The workflow; 0 for a resumed run, whose workflow the run knows.</param>
/// <param name="Version">The version that decided.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Run">The run that was started or resumed.</param>
/// <param name="Reason">The stable code of the reason.</param>
/// <param name="Message">The reason for a person.</param>
public readonly record struct DeliveryEntry(
    WorkflowId Workflow, int Version, DeliveryOutcome Outcome, RunId? Run = null, string? Reason = null, string? Message = null);
