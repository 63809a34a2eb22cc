using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

public sealed partial class Commit
{
    /// <summary>Rows of the audit trail; a known id is a conflict.</summary>
    public List<AuditRecord> Audit { get; } = [];

    /// <summary>Links between runs; a known one is a conflict.</summary>
    public List<ReplayLink> Replays { get; } = [];

    /// <summary>Tags that runs have from here on; one that a run has already is left as it is.</summary>
    public List<RunTag> NewTags { get; } = [];

    /// <summary>Tags that runs have no more.</summary>
    public List<RunTag> RemovedTags { get; } = [];

    /// <summary>What a job did to a run; a run that the job has done already is a conflict.</summary>
    public List<JobItem> JobItems { get; } = [];
}
