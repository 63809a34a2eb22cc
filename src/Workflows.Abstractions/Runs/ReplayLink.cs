using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>Leads from a run to one that replays it, and back.</summary>
/// <param name="Tenant">The owner of both.</param>
/// <param name="Source">The run that was there first.</param>
/// <param name="Target">The run that replays it.</param>
/// <param name="Step">The step at which the target began; empty for the beginning.</param>
public readonly record struct ReplayLink(TenantId Tenant, RunId Source, RunId Target, string Step);

/// <summary>A tag of a run.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Run">The run.</param>
/// <param name="Tag">The tag.</param>
public readonly record struct RunTag(TenantId Tenant, RunId Run, string Tag);

/// <summary>What a job did to a run.</summary>
/// <param name="Job">The job.</param>
/// <param name="Run">The run.</param>
/// <param name="Outcome"><c>done</c>, or the code of the refusal.</param>
public readonly record struct JobItem(Guid Job, RunId Run, string Outcome)
{
    /// <summary>The outcome of a run that the command was done to.</summary>
    public const string Done = "done";
}
