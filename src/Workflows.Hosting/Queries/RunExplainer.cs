using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Workers;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>Says why a run that has not ended stands where it stands.</summary>
public sealed class RunExplainer(IStore store, EventTypeDirectory eventTypes, PlanCache plans, KeyedInvocations keys, DeliveryViews names,
    TimeProvider clock)
{
    private const int MaxLookedAt = 1_000;

    /// <summary>Why a run waits, or what it does.</summary>
    public async Task<Result<RunExplanation>> ExplainAsync(TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        var (found, waits) = await store.ReadTogetherAsync(
            async () => (
                await store.Runs.GetAsync(tenant, run, cancellationToken), await store.Runs.GetWaitsAsync(tenant, run, cancellationToken)),
            cancellationToken);
        if (found is not { } record) return RunProblems.Unknown(run);
        var status = record.Status.ToString().ToUpperInvariant();
        if (record.Status is RunStatus.Succeeded or RunStatus.Canceled) return new RunExplanation(status, "The run has ended.", []);
        if (record.Status == RunStatus.Failed)
            return new RunExplanation(status, $"The run failed: {ErrorAdvice.For(RunStateCodec.DecodeError(record.State))}", []);

        var reasons = new List<RunReason>();
        foreach (var wait in waits) reasons.Add(await OfWaitAsync(wait, cancellationToken));
        reasons.AddRange(await OfWorkAsync(record, cancellationToken));
        if (reasons.Count == 0) reasons.AddRange(await OfTurnAsync(record, cancellationToken));
        var summary = reasons.Count switch
        {
            0 => "The run is between two slices; recovery takes it up when nobody else does.",
            1 => reasons[0].What,
            _ => $"{reasons.Count} things: {reasons[0].What} And more.",
        };
        return new RunExplanation(status, summary, reasons);
    }

    /// <summary>
    /// Runs that are RUNNING and made no progress for so long, oldest first, each with why. One that waits for a worker, or for another run's call
    /// under the same key, makes no progress lawfully and is left out; of more than 1,000 such runs only the oldest are looked at.
    /// </summary>
    public async Task<IReadOnlyList<StuckRun>> ListStuckAsync(
        TenantId? tenant, TimeSpan threshold, int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stuck = new List<StuckRun>();
        foreach (var run in await store.Runs.ListStuckAsync(tenant, now - threshold, MaxLookedAt, cancellationToken))
        {
            var reasons = await OfWorkAsync(run, cancellationToken);
            if (reasons.TrueForAll(reason => reason.Kind is "worker" or "key")) continue;
            if (stuck.Count == limit) break;
            var key = await names.GetKeyAsync(run.Tenant, run.Workflow, cancellationToken);
            stuck.Add(new StuckRun(key, run, (long)(now - run.UpdatedAt).TotalMilliseconds, reasons));
        }

        return stuck;
    }

    /// <summary>A child of a limited workflow that has not begun.</summary>
    private async Task<IEnumerable<RunReason>> OfTurnAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var held = await store.Deliveries.FindAsync(run.Tenant, run.Id.Value, cancellationToken);
        return held.Where(delivery => delivery is { Origin: RunOrigin.Parent, Status: HeldStatus.Held }).Select(delivery => new RunReason
        {
            Kind = "turn",
            What = delivery.Message ?? delivery.Reason,
            Since = delivery.HeldAt,
            ReleasedBy = ["The end of another run of the workflow.", "A higher limit, or none: PATCH the settings of the workflow."],
        });
    }

    private async ValueTask<RunReason> OfWaitAsync(WaitRecord wait, CancellationToken cancellationToken)
    {
        var type = wait.EventType is { } id ? await eventTypes.GetNameAsync(id, cancellationToken) : null;
        var until = wait.Due is { } due ? $" until {Engine.Timestamp.Format(due)}" : "";
        var reason = new RunReason
        {
            Kind = wait.Kind.ToString().ToLowerInvariant(),
            Wait = wait.Id.Number,
            Step = wait.Step,
            What = wait.ResolvedBy is not null
                ? $"'{wait.Step}' got its event, and the run is about to take it."
                : wait.Kind switch
                {
                    WaitKind.Event => $"'{wait.Step}' waits{until} for an event {type} with the correlation id '{wait.Key}'.",
                    WaitKind.Time => $"'{wait.Step}' waits{until}.",
                    WaitKind.Retry => $"'{wait.Step}' failed and is tried again{(wait.Due is null ? "" : $" at{until[6..]}")}.",
                    WaitKind.Human => $"'{wait.Step}' waits{until} for a person to complete its task.",
                    _ => $"'{wait.Step}' waits{until} for a {wait.Kind.ToString().ToLowerInvariant()}.",
                },
            EventType = type,
            Key = wait.Key,
            Since = wait.CreatedAt,
            Until = wait.Due,
        };
        return reason with { ReleasedBy = [.. ReleasesOf(wait, type)] };
    }

    private static IEnumerable<string> ReleasesOf(WaitRecord wait, string? type)
    {
        if (wait.Kind == WaitKind.Event)
            yield return wait.Filter.IsEmpty
                ? $"A publisher: POST /v1/events with type {type} and correlationId {wait.Key}."
                : $"A publisher: POST /v1/events with type {type} and correlationId {wait.Key}, and a payload that passes the filters "
                    + $"{System.Text.Encoding.UTF8.GetString(wait.Filter.Span)}.";
        if (wait.Kind == WaitKind.Human) yield return "A person who completes the task: GET /v1/tasks lists it.";
        if (wait.Due is { } due) yield return $"The clock, at {Engine.Timestamp.Format(due)}.";
        yield return $"An operator: POST /v1/runs/{wait.Id.Run}/resume with \"wait\": \"{wait.Id.Number}\".";
    }

    /// <summary>What a run does that is not a wait: calls under way, and a slice that was cut.</summary>
    private async Task<List<RunReason>> OfWorkAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var reasons = new List<RunReason>();
        if (run.Status != RunStatus.Running) return reasons;
        try
        {
            var plan = await plans.GetAsync(run.Tenant, run.Workflow, run.Version, cancellationToken);
            if (await store.Runs.CompleteAsync(run, cancellationToken) is not { } stored) return reasons;
            var state = RunStateCodec.Decode(stored.Record.State, stored.Record.Status, plan, stored.Parts);
            foreach (var call in RunMachine.PendingInvocations(plan, state))
            {
                if (call.IsAuthorKey && await keys.FindOtherAsync(KeyedCall.Of(
                    run.Tenant, run.Id, call.Number, call.Action.Id, call.Action.Version, call.IdempotencyKey), cancellationToken) is { } other)
                {
                    reasons.Add(Work(
                        run, "key", call.Step,
                        $"'{call.Step}' waits for the run {other}, which calls the action {call.Action.Id} under the same idempotency key.",
                        "The end of that call: its output answers this one, and when it fails this one is made."));
                    continue;
                }

                if (await FindTaskAsync(run, call.Number, cancellationToken) is { } task)
                {
                    reasons.Add(OfTask(run, call, task));
                    continue;
                }

                reasons.Add(Work(
                    run, "action", call.Step,
                    $"'{call.Step}' called the action {call.Action.Id} (attempt {call.Attempt}), which has not answered.",
                    "The action's answer or its time-out; after a restart it is called again with the same idempotency key."));
            }

            if (state.WantsContinue)
                reasons.Add(Work(run, "slice", null, "A slice was cut at its step budget, and the next one is due.", "The engine, by itself."));
        }
        catch (InvalidOperationException exception)
        {
            reasons.Add(Work(run, "version", null, $"This program cannot run the version: {exception.Message}", "A program that has the version's actions."));
        }

        if (reasons.Count == 0)
            reasons.Add(Work(run, "nothing", null, "No slice is due and no action is under way.", "Recovery, which runs at the start and after every fault."));
        return reasons;
    }

    private async Task<WorkerTaskRecord?> FindTaskAsync(RunRecord run, int number, CancellationToken cancellationToken) =>
        await store.Workers.GetTaskAsync(run.Tenant, run.Id, number, cancellationToken) is { AnsweredAt: null } task ? task : null;

    private RunReason OfTask(RunRecord run, RunEffect.Invoke call, WorkerTaskRecord task)
    {
        var isLeased = task.Token is not null && task.LeasedUntil > clock.GetUtcNow();
        var what = isLeased
            ? $"'{call.Step}' is in the hands of the worker {task.Owner ?? "without a name"} until {Engine.Timestamp.Format(task.LeasedUntil)}."
            : $"'{call.Step}' waits for a worker of the topic '{task.Topic}'.";
        return Work(run, "worker", call.Step, what, "A worker's answer, or the time limits of the action.") with { Since = task.CreatedAt, Until = task.Due };
    }

    private static RunReason Work(RunRecord run, string kind, string? step, string what, string by) => new()
    {
        Kind = kind,
        Step = step,
        What = what,
        Since = run.UpdatedAt,
        ReleasedBy = [by, $"An operator: POST /v1/runs/{run.Id}/cancel ends the run."],
    };
}

/// <summary>Why a run stands where it stands.</summary>
/// <param name="Status">Its state.</param>
/// <param name="Summary">In one sentence.</param>
/// <param name="Reasons">One for every open wait, call and cut slice.</param>
public sealed record RunExplanation(string Status, string Summary, IReadOnlyList<RunReason> Reasons);

/// <summary>One thing that a run waits for.</summary>
public sealed record RunReason
{
    /// <summary><c>event</c>, <c>time</c>, <c>retry</c>, <c>human</c>, <c>child</c>, <c>action</c>, <c>slice</c>, <c>version</c> or <c>nothing</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The number of the wait, which a resume names.</summary>
    public int? Wait { get; init; }

    /// <summary>The identity of the step.</summary>
    public string? Step { get; init; }

    /// <summary>In one sentence.</summary>
    public required string What { get; init; }

    /// <summary>The awaited event type.</summary>
    public string? EventType { get; init; }

    /// <summary>The awaited correlation id.</summary>
    public string? Key { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when at the latest; null for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who or what can release it, and how.</summary>
    public IReadOnlyList<string> ReleasedBy { get; init; } = [];
}

/// <summary>A run without progress.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Run">The run; history left empty.</param>
/// <param name="IdleMs">For how long it made none.</param>
/// <param name="Reasons">Why.</param>
public sealed record StuckRun(string Workflow, RunRecord Run, long IdleMs, IReadOnlyList<RunReason> Reasons);
