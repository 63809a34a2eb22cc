using Workflows.Abstractions.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>The run that called a run, and the runs that it called.</summary>
/// <param name="Parent">The caller; null when no run called it.</param>
/// <param name="Children">The called ones, in the order of the calls; at most 1,000.</param>
public sealed record RunRelatives(RelatedRun? Parent, IReadOnlyList<RelatedRun> Children);

/// <summary>A run above or below another one.</summary>
/// <param name="Workflow">The key of its workflow.</param>
/// <param name="Run">The run; state and history left empty.</param>
/// <param name="Step">The identity of the calling step.</param>
public sealed record RelatedRun(string Workflow, RunRecord Run, string Step);
