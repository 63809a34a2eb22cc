using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Actions;

/// <summary>The run that calls an action.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Run">The run.</param>
/// <param name="Workflow">The key of its workflow.</param>
/// <param name="Version">The version that runs.</param>
/// <param name="CorrelationId">Its correlation id; null when it has none.</param>
public sealed record CallingRun(TenantId Tenant, RunId Run, string Workflow, int Version, string? CorrelationId);
