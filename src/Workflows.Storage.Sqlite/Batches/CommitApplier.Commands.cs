using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>The rows of operator commands.</summary>
internal sealed partial class CommitApplier
{
    private CommitOutcome? ApplyCommands(Commit commit)
    {
        foreach (var tag in commit.RemovedTags) statements.RemoveTag.Bind(tag.Tenant.Value).Bind(tag.Tag).Bind(tag.Run.Value).Run();
        foreach (var tag in commit.NewTags) statements.InsertTag.Bind(tag.Tenant.Value).Bind(tag.Tag).Bind(tag.Run.Value).Run();
        foreach (var row in commit.Audit)
        {
            var added = statements.InsertAudit
                .Bind(row.Tenant.Value).Bind(row.Id).Bind(row.Actor).Bind(row.Operation).Bind(row.Subject).BindText(row.Details).Run();
            if (added == 0) return new CommitOutcome.Conflict($"audit row {row.Id} exists");
        }

        foreach (var link in commit.Replays)
        {
            var added = statements.InsertLink
                .Bind(link.Tenant.Value).Bind(link.Source.Value).Bind(link.Target.Value).Bind(link.Step).Run();
            if (added == 0) return new CommitOutcome.Conflict($"link from {link.Source} to {link.Target} exists");
        }

        foreach (var item in commit.JobItems)
        {
            if (statements.InsertJobItem.Bind(item.Job).Bind(item.Run.Value).Bind(item.Outcome).Run() == 0)
                return new CommitOutcome.Conflict($"job {item.Job} has done run {item.Run}");
        }

        return null;
    }
}
