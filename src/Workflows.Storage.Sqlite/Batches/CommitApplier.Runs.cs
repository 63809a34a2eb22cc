using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Runs, slices and waits.</summary>
internal sealed partial class CommitApplier
{
    private CommitOutcome? ApplyRuns(Commit commit)
    {
        foreach (var run in commit.NewRuns)
        {
            if (InsertRun(run) == 0) return new CommitOutcome.Conflict($"run {run.Id} exists");
        }

        foreach (var run in commit.RunUpdates)
        {
            if (UpdateRun(run) == 0) return new CommitOutcome.Conflict($"run {run.Id} is not at revision {run.Revision - 1}");
        }

        foreach (var slice in commit.Slices)
        {
            if (statements.InsertSlice.Bind(slice.Run.Value).Bind(slice.Revision).BindText(slice.History).Run() == 0)
                return new CommitOutcome.Conflict($"slice {slice.Revision} of run {slice.Run} exists");
        }

        return ApplyParts(commit);
    }

    private CommitOutcome.Conflict? ApplyParts(Commit commit)
    {
        foreach (var part in commit.NewParts)
        {
            if (statements.InsertPart.Bind(part.Run.Value).Bind(part.Number).BindBlob(part.Content).Run() == 0)
                return new CommitOutcome.Conflict($"part {part.Number} of run {part.Run} exists");
        }

        foreach (var part in commit.DroppedParts) statements.RemovePart.Bind(part.Run.Value).Bind(part.Number).Run();
        return null;
    }

    private CommitOutcome? ApplyWaits(Commit commit)
    {
        foreach (var wait in commit.NewWaits)
        {
            if (InsertWait(wait) == 0) return new CommitOutcome.Conflict($"wait {wait.Id} exists");
        }

        foreach (var resolution in commit.ResolvedWaits)
        {
            var (run, number) = resolution.Wait;
            if (statements.ResolveWait.Bind(resolution.Event.Value).Bind(run.Value).Bind(number).Run() == 0)
                return new CommitOutcome.Conflict($"wait {resolution.Wait} is not pending");
        }

        foreach (var removal in commit.RemovedWaits)
        {
            var (run, number) = removal.Wait;
            if (statements.RemoveWait.Bind(run.Value).Bind(number).Bind(removal.ResolvedBy?.Value).Run() == 0)
                return new CommitOutcome.Conflict($"wait {removal.Wait} is gone, or another event resolved it");
        }

        return null;
    }

    private int InsertRun(RunRecord run) =>
        statements.InsertRun
            .Bind(run.Id.Value)
            .Bind(run.Tenant.Value)
            .Bind(run.Workflow.Value)
            .Bind(run.Version)
            .Bind((long)run.Status)
            .Bind((long)run.Origin)
            .Bind(run.Revision)
            .Bind(run.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(run.Event?.Value)
            .Bind(run.CorrelationId)
            .Bind(run.ErrorCode)
            .BindBlob(run.State)
            .BindText(run.History)
            .Run();

    private int UpdateRun(RunRecord run) =>
        statements.UpdateRun
            .Bind(run.Version)
            .Bind((long)run.Status)
            .Bind(run.Revision)
            .Bind(run.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(run.ErrorCode)
            .BindBlob(run.State)
            .Bind(run.Tenant.Value)
            .Bind(run.Id.Value)
            .Bind(run.Revision - 1)
            .Run();

    private int InsertWait(WaitRecord wait) =>
        statements.InsertWait
            .Bind(wait.Id.Run.Value)
            .Bind(wait.Id.Number)
            .Bind(wait.Tenant.Value)
            .Bind((long)wait.Kind)
            .Bind((long?)wait.EventType?.Value)
            .Bind(TimerShard.Of(wait.Id.Run))
            .Bind(wait.Due?.ToUnixTimeMilliseconds())
            .Bind(wait.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(wait.ResolvedBy?.Value)
            .Bind(wait.Step)
            .Bind(wait.Key)
            .BindTextOrNull(wait.Filter)
            .Run();
}
