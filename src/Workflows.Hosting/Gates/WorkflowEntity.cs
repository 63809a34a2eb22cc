using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Gates;

/// <summary>
/// Releases what is held for one workflow, in order and a bounded number a commit, as pause, limits and retries allow. It is woken by what was
/// held, by the end of a run, by a command or by its timer, never by polling; and it is in memory only while it has something to do. Two of
/// them for one workflow are safe: every start under a limit moves the gate, and every release the revision of what was held.
/// </summary>
public sealed partial class WorkflowEntity(
    TenantId tenant, WorkflowId workflow, EngineContext context, IEntityRouter router, ActionExecutor executor)
{
    private const int Batch = 50;
    private const int MaxRefusals = 3;
    private const int MaxConflicts = 3;
    private readonly ILogger logger = context.Loggers.CreateLogger<WorkflowEntity>();
    private ITimer? timer;
    private bool isAwaited;
    private int refusals;
    private int conflicts;
    private int singly;
    private Backoff backoff;

    /// <summary>Whether nothing is due later, so that the host may drop the entity from memory.</summary>
    public bool IsIdle
    {
        get
        {
            if (isAwaited) return false;
            timer?.Dispose();
            timer = null;
            return true;
        }
    }

    /// <summary>Takes messages and releases what may be released.</summary>
    public async Task ProcessAsync(IReadOnlyList<WorkflowMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        try
        {
            if (CountFailures(messages) is > 0 and var failures) await PauseTriggerAsync(failures);
            if (messages.Any(message => message is WorkflowMessage.RunFailed)) await PauseOnFailureRateAsync();
            if (!await TurnAsync() || !await executor.WaitForRoomAsync()) return;

            // The next turn is a message again, so that a long backlog does not keep the host from stopping.
            router.Workflow(tenant, workflow, WorkflowMessage.Poke.Instance);
        }
        catch (StoreException exception)
        {
            LogStoreFailed(logger, exception, workflow.Value);
            Rest(context.Clock.GetUtcNow() + backoff.Next());
        }
        finally
        {
            foreach (var turn in messages.OfType<WorkflowMessage.Turn>()) turn.Done.TrySetResult();
        }
    }

    /// <summary>One commit; false when there is nothing more to do now.</summary>
    private async Task<bool> TurnAsync()
    {
        if (await context.Store.Workflows.GetAsync(tenant, workflow, CancellationToken.None) is not { } record) return Rest(null);
        var gate = await context.Store.Deliveries.GetGateAsync(tenant, workflow, CancellationToken.None);
        var policy = WorkflowPolicy.Of(record, GateState.Read(gate?.State ?? default));
        var now = context.Clock.GetUtcNow();
        if (record is { Deleted: false, Paused: true } && !policy.SkipWhilePaused) return Rest(null);
        if (policy.TriggerPausedUntil is { } until && until > now && !record.Deleted) return Rest(until);

        var limit = singly > 0 ? 1 : Batch;
        var ready = await context.Store.Deliveries.ListReadyAsync(tenant, workflow, now, limit, CancellationToken.None);
        if (ready.Count == 0) return Rest(await context.Store.Deliveries.GetNextDueAsync(tenant, workflow, now, CancellationToken.None));
        // Who publishes a version and has dead letters delivered again then, means by that version: if they are here, so must be the version.
        if ((await context.Store.Workflows.GetAsync(tenant, workflow, CancellationToken.None))?.Revision != record.Revision) return true;
        var slice = await ReleaseSlice.BuildAsync(context, record, gate, ready, isRefused: refusals >= MaxRefusals && ready.Count == 1);
        if (slice.Commit.HeldUpdates.Count == 0)
            return Rest(slice.Next ?? await context.Store.Deliveries.GetNextDueAsync(tenant, workflow, now, CancellationToken.None));
        return await CommitAsync(slice);
    }

    private async Task<bool> CommitAsync(ReleaseSlice slice)
    {
        var outcome = await context.Committer.CommitAsync(slice.Commit, CancellationToken.None);
        switch (outcome)
        {
            case CommitOutcome.Committed:
                backoff.Reset();
                (refusals, conflicts) = (0, 0);
                if (singly > 0) singly--;
                await FollowUpAsync(slice);
                return true;
            case CommitOutcome.Conflict conflict:
                // Somebody else moved the gate or the deliveries; the next turn reads them again, at once unless that goes on.
                LogConflict(logger, workflow.Value, conflict.What);
                if (++conflicts <= MaxConflicts) return true;
                conflicts = 0;
                return Rest(context.Clock.GetUtcNow() + backoff.Next());
            case CommitOutcome.Failed failed:
                LogStoreFailed(logger, failed.Error, workflow.Value);
                if (!failed.Error.IsTransient) (refusals, singly) = (refusals + 1, Batch);
                return Rest(context.Clock.GetUtcNow() + backoff.Next());
            case CommitOutcome.Unknown unknown:
                LogStoreFailed(logger, unknown.Error, workflow.Value);
                router.RequestRecovery();
                return Rest(context.Clock.GetUtcNow() + backoff.Next());
            default:
                throw new InvalidOperationException($"A release cannot end as {outcome}.");
        }
    }

    private async Task FollowUpAsync(ReleaseSlice slice)
    {
        CommitFollowUp.Send(router, slice.Commit);
        foreach (var adopted in slice.Adopted) router.Run(tenant, adopted.Record.Id, adopted);
        foreach (var child in slice.Commit.RunUpdates) router.Run(tenant, child.Id, new RunMessage.Recover());
        foreach (var held in slice.Commit.HeldUpdates)
        {
            if (held is { Origin: RunOrigin.Parent, Status: HeldStatus.Dead })
                router.Run(tenant, new RunId(held.Id), new RunMessage.Abort(held.Reason, held.Message ?? "The run could not begin."));
            if (held.Type is null) continue;
            if (held.Status == HeldStatus.Started) context.Health.Succeeded(workflow);
            if (held.Status == HeldStatus.Dead
                && context.Health.Failed(workflow, context.Clock.GetUtcNow()) is > 0 and var failures)
                await PauseTriggerAsync(failures);
        }

        if (slice.Commit.NewRuns.Exists(run => run.Status == RunStatus.Failed)) await PauseOnFailureRateAsync();
    }

    /// <summary>Waits for a message, or until a moment.</summary>
    private bool Rest(DateTimeOffset? until)
    {
        isAwaited = until is not null;
        if (until is not { } moment)
        {
            timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return false;
        }

        timer ??= context.Clock.CreateTimer(
            _ => router.Workflow(tenant, workflow, WorkflowMessage.Poke.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.SetTo(context.Clock, moment);
        return false;
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "The gate of workflow {Workflow} could not reach the store; it tries again")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, int workflow);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "The gate of workflow {Workflow} reads again after a conflict: {What}")]
    private static partial void LogConflict(ILogger logger, int workflow, string what);
}
