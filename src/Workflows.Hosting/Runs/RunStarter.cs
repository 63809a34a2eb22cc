using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;

namespace Workflows.Hosting.Runs;

/// <summary>Starts runs: executes the first slice in memory and makes it ready to commit.</summary>
public sealed class RunStarter(EngineContext context, IEntityRouter router)
{
    private const int MaxConflicts = 20;
    private static readonly Dictionary<int, EventKey> NoResolvedWaits = [];

    /// <summary>
    /// Starts a run on its own, without an event, and commits its first slice. Under a concurrency limit that is reached the answer is
    /// <c>CONCURRENCY_LIMIT_REACHED</c>; <see cref="HoldAsync"/> keeps the start until there is room.
    /// </summary>
    public Task<Result<RunRecord>> StartAsync(
        Plan plan, TenantId tenant, JsonValue payload, string? correlationId, RunOrigin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return StartAsync(
            plan, tenant, commit => Start(context, commit, plan, tenant, payload, correlationId, origin, null), cancellationToken);
    }

    /// <summary>Starts a run, when its workflow has room, with whatever else belongs into the commit.</summary>
    /// <param name="plan">The version.</param>
    /// <param name="tenant">The owner.</param>
    /// <param name="begin">Executes the first slice into a commit; called again after a conflict.</param>
    /// <param name="cancellationToken">Cancels while nothing was written.</param>
    internal async Task<Result<RunRecord>> StartAsync(
        Plan plan, TenantId tenant, Func<Commit, RunMessage.Adopt> begin, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxConflicts; attempt++)
        {
            var policy = await context.Plans.GetPolicyAsync(tenant, plan.Workflow, cancellationToken);
            var commit = new Commit();
            if (policy.ConcurrencyLimit is { } limit && !await TryFenceAsync(commit, plan, tenant, limit, cancellationToken))
                return Definitions.WorkflowProblems.ConcurrencyLimitReached(plan.Key, limit);
            if (await TryStartAsync(commit, begin(commit), cancellationToken) is { } result) return result;
        }

        return Definitions.WorkflowProblems.StoreUnavailable;
    }

    /// <summary>Keeps a start until the workflow's pause and limits let it through; in order with what is held already.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="tenant">The owner.</param>
    /// <param name="id">Tells the start from others: a repeat under the same id is held once.</param>
    /// <param name="payload">The workflow's payload.</param>
    /// <param name="version">The version; null for the one that is published at the release.</param>
    /// <param name="correlationId">The run's correlation id.</param>
    /// <param name="origin">What wants the run.</param>
    /// <param name="cancellationToken">Cancels while nothing was written.</param>
    public async Task<Result<HeldDelivery>> HoldAsync(
        WorkflowId workflow, TenantId tenant, Guid id, JsonValue payload, int? version, string? correlationId, RunOrigin origin,
        CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var held = new HeldDelivery
        {
            Tenant = tenant,
            Workflow = workflow,
            Id = id,
            Origin = origin,
            Status = HeldStatus.Held,
            Revision = 1,
            Reason = HoldReason.Concurrency.Code,
            Message = HoldReason.Concurrency.Message,
            HeldAt = now,
            UpdatedAt = now,
            CorrelationId = correlationId,
            Input = new HeldInput(payload, version).Write(),
        };
        var commit = new Commit();
        commit.Held.Add(held);
        var outcome = await context.Committer.CommitAsync(commit, cancellationToken);
        router.Workflow(tenant, workflow, WorkflowMessage.Poke.Instance);
        return outcome is CommitOutcome.Committed or CommitOutcome.Conflict ? held : Definitions.WorkflowProblems.StoreUnavailable;
    }

    /// <summary>
    /// Looks for room and moves the workflow's gate with the start, which tells two starters of the same moment apart; false without room.
    /// </summary>
    private async Task<bool> TryFenceAsync(Commit commit, Plan plan, TenantId tenant, int limit, CancellationToken cancellationToken)
    {
        var gate = await context.Store.Deliveries.GetGateAsync(tenant, plan.Workflow, cancellationToken);
        var active = await context.Store.Deliveries.CountActiveAsync(tenant, plan.Workflow, cancellationToken);
        if (active.Values.Sum() >= limit) return false;
        var state = gate?.State ?? new GateState().Write();
        commit.Gates.Add(new GateRecord(tenant, plan.Workflow, (gate?.Version ?? 0) + 1, state));
        return true;
    }

    /// <summary>One try; null when the gate was moved meanwhile.</summary>
    private async Task<Result<RunRecord>?> TryStartAsync(
        Commit commit, RunMessage.Adopt started, CancellationToken cancellationToken)
    {
        var (tenant, workflow) = (started.Record.Tenant, started.Record.Workflow);
        commit.Counters.Add(new CounterDelta(
            tenant, CounterKind.RunsStarted, workflow.Value, CounterDelta.HourOf(started.Record.StartedAt), 1));
        var outcome = await context.Committer.CommitAsync(commit, cancellationToken);
        if (outcome is CommitOutcome.Conflict && commit.Gates.Count > 0) return null;
        if (!outcome.IsCommitted)
        {
            router.RequestRecovery();
            if (outcome is not CommitOutcome.Unknown || !await ExistsAsync(tenant, started.Record.Id, cancellationToken))
                return Definitions.WorkflowProblems.StoreUnavailable;
        }

        CommitFollowUp.Send(router, commit);
        if (started.Record.Status == RunStatus.Running) router.Run(tenant, started.Record.Id, started);
        return started.Record;
    }

    /// <summary>The origin of a run that an event starts.</summary>
    internal static RunOrigin OriginOf(StoredEvent @event) =>
        @event.Flags.HasFlag(EventFlags.Simulated) ? RunOrigin.Simulation : RunOrigin.Event;

    /// <summary>The store was lost while it took the run: look whether it is there.</summary>
    private async Task<bool> ExistsAsync(TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Store.Runs.GetAsync(tenant, run, cancellationToken) is not null;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    /// <summary>Executes the first slice of a run and adds its rows to a commit.</summary>
    internal static RunMessage.Adopt Start(
        EngineContext context, Commit commit, Plan plan, TenantId tenant, JsonValue payload, string? correlationId, RunOrigin origin,
        EventKey? @event, JsonValue meta = default) =>
        Start(context, commit, plan, tenant, new RunState(payload, meta), correlationId, origin, @event, RunInput.Start.Instance);

    /// <summary>Executes the first slice of a run on a state of its own and adds its rows to a commit.</summary>
    internal static RunMessage.Adopt Start(
        EngineContext context, Commit commit, Plan plan, TenantId tenant, RunState state, string? correlationId, RunOrigin origin,
        EventKey? @event, RunInput input)
    {
        var id = new RunId(context.Ids.Next());
        var machine = SliceRunner.Advance(plan, state, id, tenant, correlationId, [input], context);
        var now = context.Clock.GetUtcNow();
        var encoded = RunStateCodec.Encode(state, plan);
        var record = new RunRecord
        {
            Id = id,
            Tenant = tenant,
            Workflow = plan.Workflow,
            Version = plan.Version,
            Status = state.Status,
            Revision = 1,
            Origin = origin,
            Event = @event,
            CorrelationId = correlationId,
            StartedAt = IdSource.TimeOf(id.Value),
            UpdatedAt = now,
            ErrorCode = state.ErrorCode,
            State = encoded.Root,
            History = machine.History,
        };
        commit.NewRuns.Add(record);
        StoredRuns.AddParts(commit, id, encoded);
        SliceRunner.AddEffects(commit, record, machine, NoResolvedWaits, context);
        return new RunMessage.Adopt(record, state, plan);
    }
}
