using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Runs;

/// <summary>Answers of human tasks, and the ties to parent and child runs.</summary>
public sealed partial class RunEntity
{
    private async Task<RunLink?> FindLinkAsync(RunRecord record) =>
        record.Origin == RunOrigin.Parent ? await context.Store.Tasks.GetLinkAsync(tenant, run, CancellationToken.None) : null;

    private async Task<RunInput?> ToTaskInputAsync(int wait, HumanTaskId id)
    {
        var task = await context.Store.Tasks.GetAsync(tenant, id, CancellationToken.None)
            ?? throw new InvalidOperationException($"The task {id} that resolved a wait of run {run} is gone.");
        return new RunInput.TaskCompleted(wait, JsonValue.Parse(task.Answer), task.CompletedBy ?? string.Empty);
    }

    private async Task<RunInput?> ToChildInputAsync(int wait, RunId id)
    {
        var child = await context.Store.Runs.GetAsync(tenant, id, CancellationToken.None)
            ?? throw new InvalidOperationException($"The child run {id} that resolved a wait of run {run} is gone.");
        return new RunInput.ChildEnded(wait, id, child.Status, child.ErrorCode, RunStateCodec.DecodeEnvelope(child.State));
    }

    /// <summary>
    /// The end of an attached child resolves its parent's wait in the same commit. When the parent does not wait any more, the child just
    /// ends; when that changes before the commit, the commit conflicts and this is asked again.
    /// </summary>
    private async Task AddEndOfChildAsync(Commit commit, RunLink link)
    {
        commit.DetachedLinks.Add(run);
        var waits = await context.Store.Runs.GetWaitsAsync(tenant, link.Parent.Run, CancellationToken.None);
        if (waits.Any(wait => wait.Id == link.Parent && wait.ResolvedBy is null))
            commit.ResolvedWaits.Add(new WaitResolution(link.Parent, new EventKey(run.Value)));
    }

    /// <summary>The workflows of the run and of all above it; null when the slice calls none that is limited.</summary>
    private async Task<IReadOnlySet<WorkflowId>?> FindLineageAsync(RunMachine machine, RunRecord record, RunLink? link)
    {
        if (!machine.Effects.Any(effect => effect is RunEffect.StartChild { Target.IsLimited: true })) return null;
        var lineage = new HashSet<WorkflowId> { record.Workflow };
        while (link is not null)
        {
            var parent = link.Parent.Run;
            if (await context.Store.Runs.GetAsync(tenant, parent, CancellationToken.None) is not { } above) break;
            lineage.Add(above.Workflow);
            link = above.Origin == RunOrigin.Parent ? await context.Store.Tasks.GetLinkAsync(tenant, parent, CancellationToken.None) : null;
        }

        return lineage;
    }

    private void TellRelatives(Commit commit, RunMachine machine)
    {
        foreach (var (wait, key) in commit.ResolvedWaits)
            router.Run(tenant, wait.Run, new RunMessage.WaitResolved(wait.Number, key));
        foreach (var effect in machine.Effects)
            if (effect is RunEffect.CancelChild child)
                router.Run(tenant, child.Run, new RunMessage.ParentGone(run));
    }
}
