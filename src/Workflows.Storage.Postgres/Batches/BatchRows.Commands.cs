using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>The rows of operator commands.</summary>
internal sealed partial class BatchRows
{
    public List<AuditRecord> Audit { get; } = [];

    public List<ReplayLink> Replays { get; } = [];

    public List<RunTag> NewTags { get; } = [];

    public List<RunTag> RemovedTags { get; } = [];

    public List<JobItem> JobItems { get; } = [];

    private void AddCommands(Commit commit)
    {
        Audit.AddRange(commit.Audit);
        Replays.AddRange(commit.Replays);
        NewTags.AddRange(commit.NewTags);
        RemovedTags.AddRange(commit.RemovedTags);
        JobItems.AddRange(commit.JobItems);
    }
}
