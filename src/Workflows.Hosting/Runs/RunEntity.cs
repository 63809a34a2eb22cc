using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;

namespace Workflows.Hosting.Runs;

/// <summary>
/// Owns one run after its first slice: takes what its waits, timers and actions bring, and commits a slice for each. It is in memory only
/// while it has something to do.
/// </summary>
public sealed partial class RunEntity(TenantId tenant, RunId run, EngineContext context, IEntityRouter router, ActionExecutor executor)
{
    private const int MaxConflicts = 20;

    // A commit that the store refuses for good so often ends the run: what it carries would be refused for ever.
    private const int MaxRefusals = 3;
    private readonly ILogger logger = context.Loggers.CreateLogger<RunEntity>();
    private readonly HashSet<int> inFlight = [];
    private readonly HashSet<int> handed = [];
    private readonly Dictionary<int, EventKey> resolvedBy = [];
    private Loaded? loaded;
    private bool isGone;
    private Backoff backoff;
    private int postponed;
    private int refusals;

    /// <summary>
    /// Whether nothing is under way, so that the host may drop the entity from memory. One call at a worker is not: its answer brings the run back.
    /// With several, each answer would look for the tasks of all the others again.
    /// </summary>
    public bool IsIdle => postponed == 0 && (isGone || (inFlight.Count <= 1 && inFlight.Count == handed.Count));

    /// <summary>Handles messages in order.</summary>
    public async Task HandleAsync(IReadOnlyList<RunMessage> messages)
    {
        for (var i = 0; i < messages.Count;)
        {
            if (messages[i] is RunMessage.Command command)
            {
                await HandleCommandAsync(command);
                i++;
                continue;
            }

            var group = MessageGroup.Take(messages, i);
            i += group.Count;
            try
            {
                if (await HandleGroupAsync(group)) continue;
            }
            catch (StoreException exception)
            {
                LogStoreFailed(logger, exception, run);
            }
            catch (Exception exception)
            {
                // A defect: the run ends with it instead of meeting it again for ever; one that cannot even be ended is left as it is.
                LogFault(logger, exception, run);
                loaded = null;
                if (group is not [RunMessage.Abort])
                    router.Run(tenant, run, new RunMessage.Abort("ENGINE_FAULT", exception.Message));
                continue;
            }

            Postpone([.. messages.Skip(i - group.Count)]);
            return;
        }
    }

    /// <summary>One slice for a group, tried as often as conflicts make needed. False when the store must be left alone for a while.</summary>
    private async Task<bool> HandleGroupAsync(IReadOnlyList<RunMessage> messages)
    {
        var told = messages;
        for (var attempt = 0; ; attempt++)
        {
            if (attempt == MaxConflicts) return false;
            if (attempt == 0 && messages is [RunMessage.Adopt adopt] && loaded is null) loaded = new Loaded(adopt.Record, adopt.State, adopt.Plan, null);
            if (messages is [RunMessage.Recover] && loaded is { IsHeld: true }) loaded = null;
            if (loaded is null && !isGone) await LoadAsync();
            if (isGone) break;
            if (messages is [RunMessage.WaitResolved resolved]) resolvedBy[resolved.Wait] = resolved.Event;
            if (await ToInputsAsync(messages) is { Count: > 0 } inputs)
            {
                var outcome = await AdvanceAsync(inputs);
                if (outcome is CommitOutcome.Conflict conflict)
                {
                    LogConflict(logger, run, conflict.What);
                    (loaded, messages) = (null, [.. messages.Select(Again)]);
                    await LoadResolvedWaitsAsync();
                    continue;
                }

                if (!outcome.IsCommitted)
                {
                    loaded = null;
                    OnNotCommitted(outcome);
                    if (outcome is not CommitOutcome.Failed { Error.IsTransient: false } || ++refusals < MaxRefusals) return false;

                    // One that cannot even be ended is left as it is; recovery meets it again after the next start.
                    if (messages is [RunMessage.Abort]) break;
                    messages = [new RunMessage.Abort("COMMIT_REFUSED", "The store refused what a step of the run leads to.")];
                    continue;
                }
            }

            break;
        }

        foreach (var message in told) Settle(message);
        CallPendingActions();
        return true;
    }

    private void Settle(RunMessage message)
    {
        if (message is RunMessage.ActionHanded parked && inFlight.Contains(parked.Invocation)) handed.Add(parked.Invocation);
        if (message is not RunMessage.ActionCompleted completed) return;
        inFlight.Remove(completed.Invocation);
        handed.Remove(completed.Invocation);
    }

    private async Task LoadAsync()
    {
        var stored = await context.Store.Runs.GetWholeAsync(tenant, run, CancellationToken.None);
        if (stored is not { Record: var record } || record.Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Canceled)
        {
            isGone = true;
            return;
        }

        var plan = await context.Plans.GetAsync(tenant, record.Workflow, record.Version, CancellationToken.None);
        loaded = new Loaded(record, RunStateCodec.Decode(record.State, record.Status, plan, stored.Parts), plan, await FindLinkAsync(record));
    }

    private async Task LoadResolvedWaitsAsync()
    {
        foreach (var wait in await context.Store.Runs.GetWaitsAsync(tenant, run, CancellationToken.None))
            if (wait.ResolvedBy is { } key)
                resolvedBy[wait.Id.Number] = key;
    }

    private async Task<List<RunInput>> ToInputsAsync(IReadOnlyList<RunMessage> messages)
    {
        var inputs = new List<RunInput>(messages.Count);
        foreach (var message in messages)
            if (await ToInputAsync(message) is { } input)
                inputs.Add(input);
        return inputs;
    }

    /// <summary>What a message means to the run machine; null for nothing.</summary>
    private async Task<RunInput?> ToInputAsync(RunMessage message) => message switch
    {
        RunMessage.Adopt or RunMessage.Recover or RunMessage.Continue =>
            loaded!.IsHeld ? null
            : !loaded.State.HasBegun ? RunInput.Start.Instance
            : loaded.State.WantsContinue ? RunInput.Continue.Instance
            : null,
        RunMessage.ParentGone gone => new RunInput.Cancel($"The run {gone.Parent} that called it does not wait for it any more."),
        RunMessage.ActionHanded => null,
        RunMessage.Abort abort => new RunInput.Abort(new Failure(FailureCategory.ActionError, abort.Code, abort.Message)),
        RunMessage.WaitResolved resolved => await ToInputAsync(resolved.Wait, resolved.Event),
        RunMessage.TimerFired fired => resolvedBy.TryGetValue(fired.Wait, out var key)
            ? await ToInputAsync(fired.Wait, key)
            : new RunInput.TimerFired(fired.Wait),
        RunMessage.ActionCompleted { Result.Failure: { } failure } completed =>
            new RunInput.ActionFailed(completed.Invocation, failure),
        RunMessage.ActionCompleted completed => new RunInput.ActionSucceeded(completed.Invocation, completed.Result.Output),
        _ => throw new InvalidOperationException($"A run does not know the message {message.GetType().Name}."),
    };

    private async Task<RunInput?> ToInputAsync(int wait, EventKey key)
    {
        switch (RunMachine.KindOf(loaded!.State, wait))
        {
            case WaitKind.Human: return await ToTaskInputAsync(wait, new HumanTaskId(key.Value));
            case WaitKind.Child: return await ToChildInputAsync(wait, new RunId(key.Value));
            case not WaitKind.Event: return null;
        }

        var stored = await context.Store.Events.GetAsync(tenant, key, CancellationToken.None)
            ?? throw new InvalidOperationException($"The event {key} that resolved a wait of run {run} is gone.");
        var name = await context.EventTypes.GetNameAsync(stored.Stream.Type, CancellationToken.None);
        return new RunInput.WaitResolved(wait, name, JsonValue.Parse(stored.Payload));
    }

    private async Task<CommitOutcome> AdvanceAsync(IReadOnlyList<RunInput> inputs, Action<Commit>? addRows = null)
    {
        var (before, state, plan, link) = loaded!;
        await context.Plans.Calls.PrepareAsync(tenant, plan, CancellationToken.None);
        var machine = SliceRunner.Advance(plan, state, run, tenant, before.CorrelationId, inputs, context, link?.Depth ?? 0);
        if (machine.HasDoneNothing && state.Status == before.Status) return CommitOutcome.Committed.Instance;

        var encoded = RunStateCodec.Encode(state, plan);
        var record = before with
        {
            Status = state.Status,
            Revision = before.Revision + 1,
            UpdatedAt = context.Clock.GetUtcNow(),
            ErrorCode = state.ErrorCode,
            State = encoded.Root,
        };
        var commit = new Commit();
        commit.RunUpdates.Add(record);
        StoredRuns.AddParts(commit, run, encoded);
        commit.Slices.Add(new SliceRecord(run, record.Revision, machine.History));
        SliceRunner.AddEffects(commit, record, machine, resolvedBy, context, link, await FindLineageAsync(machine, record, link));
        if (state.HasEnded && link is { IsAttached: true }) await AddEndOfChildAsync(commit, link);
        addRows?.Invoke(commit);
        var outcome = await context.Committer.CommitAsync(commit, CancellationToken.None);
        if (!outcome.IsCommitted) return outcome;

        backoff.Reset();
        refusals = 0;
        loaded = new Loaded(record, state, plan, link);
        isGone = state.HasEnded;
        foreach (var removed in commit.RemovedWaits) resolvedBy.Remove(removed.Wait.Number);
        CommitFollowUp.Send(router, commit);
        TellRelatives(commit, machine);
        if (state.WantsContinue) router.Run(tenant, run, new RunMessage.Continue());
        if (state.HasEnded) await TellWorkflowAsync(record);
        return outcome;
    }

    /// <summary>The end of a run makes room under a limit, or may pause its workflow. When the message is lost, recovery finds what is held.</summary>
    private async Task TellWorkflowAsync(RunRecord record)
    {
        var (hasFailed, trigger) = (record.Status == RunStatus.Failed, loaded!.Plan.Definition.Trigger);
        WorkflowPolicy policy;
        try
        {
            policy = await context.Plans.GetPolicyAsync(tenant, record.Workflow, CancellationToken.None);
        }
        catch (StoreException exception)
        {
            // The run has ended and is not loaded again, so this is said now: the workflow looks itself whether it matters.
            LogStoreFailed(logger, exception, run);
            router.Workflow(tenant, record.Workflow, hasFailed ? WorkflowMessage.RunFailed.Instance : WorkflowMessage.Poke.Instance);
            return;
        }

        if (hasFailed && policy.AutoPauseOnFailure) router.Workflow(tenant, record.Workflow, WorkflowMessage.RunFailed.Instance);
        else if (policy.ConcurrencyLimit is not null || trigger?.MaxConcurrency is not null)
            router.Workflow(tenant, record.Workflow, WorkflowMessage.Poke.Instance);
    }

    /// <summary>Calls what the state says was started and is not under way: new calls after a slice, all of them after a crash.</summary>
    private void CallPendingActions()
    {
        if (isGone || loaded is null) return;
        var caller = new CallingRun(tenant, run, loaded.Plan.Key, loaded.Plan.Version, loaded.Record.CorrelationId);
        foreach (var invocation in RunMachine.PendingInvocations(loaded.Plan, loaded.State))
            if (inFlight.Add(invocation.Number))
                executor.Enqueue(caller, invocation);
    }

    private void OnNotCommitted(CommitOutcome outcome)
    {
        if (outcome is CommitOutcome.Failed failed) LogStoreFailed(logger, failed.Error, run);
        if (outcome is not CommitOutcome.Unknown unknown) return;

        // If it was committed after all, nobody has told the timers of the slice's waits.
        LogStoreFailed(logger, unknown.Error, run);
        router.RequestRecovery();
    }

    /// <summary>What a message is when it is handled again: a state that was handed over is spent by the slice that ran on it.</summary>
    private static RunMessage Again(RunMessage message) => message is RunMessage.Adopt ? new RunMessage.Recover() : message;

    private void Postpone(List<RunMessage> messages)
    {
        loaded = null;
        Interlocked.Increment(ref postponed);
        Delayed.Post(context.Clock, backoff.Next(), () =>
        {
            Interlocked.Decrement(ref postponed);
            foreach (var message in messages) router.Run(tenant, run, Again(message));
        });
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Run {Run} could not reach the store; it tries again")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, RunId run);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "Run {Run} reloads after a conflict: {What}")]
    private static partial void LogConflict(ILogger logger, RunId run, string what);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Error, Message = "Run {Run} met a defect of the engine")]
    private static partial void LogFault(ILogger logger, Exception exception, RunId run);

    private sealed record Loaded(RunRecord Record, RunState State, Plan Plan, RunLink? Link)
    {
        /// <summary>Whether the run waits for its turn under a limit: the gate of its workflow lets it begin.</summary>
        public bool IsHeld => !State.HasBegun && Record.Status == RunStatus.Waiting;
    }
}
