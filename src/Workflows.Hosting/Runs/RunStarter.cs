using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Runs;

/// <summary>Starts runs: executes the first slice in memory and makes it ready to commit.</summary>
public sealed class RunStarter(EngineContext context, IEntityRouter router)
{
    private static readonly Dictionary<int, EventKey> NoResolvedWaits = [];

    /// <summary>Starts a run on its own, without an event, and commits its first slice.</summary>
    public async Task<Result<RunRecord>> StartAsync(
        Plan plan, TenantId tenant, JsonValue payload, string? correlationId, RunOrigin origin, CancellationToken cancellationToken)
    {
        var commit = new Commit();
        var started = Start(context, commit, plan, tenant, payload, correlationId, origin, null);
        commit.Counters.Add(new CounterDelta(
            tenant, CounterKind.RunsStarted, plan.Workflow.Value, CounterDelta.HourOf(started.Record.StartedAt), 1));
        var outcome = await context.Committer.CommitAsync(commit, cancellationToken);
        if (!outcome.IsCommitted)
        {
            router.RequestRecovery();
            if (outcome is not CommitOutcome.Unknown || !await ExistsAsync(tenant, started.Record.Id, cancellationToken))
                return Definitions.WorkflowProblems.StoreUnavailable;
        }

        foreach (var wait in commit.NewWaits)
            if (wait.Due is not null)
                router.Timer(wait);
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
        EventKey? @event, JsonValue meta = default)
    {
        var id = new RunId(context.Ids.Next());
        var state = new RunState(payload, meta);
        var machine = SliceRunner.Advance(plan, state, id, tenant, correlationId, RunInput.Start.Instance, context);
        var now = context.Clock.GetUtcNow();
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
            State = RunStateCodec.Encode(state, plan),
            History = machine.History,
        };
        commit.NewRuns.Add(record);
        SliceRunner.AddEffects(commit, record, machine, NoResolvedWaits, context);
        return new RunMessage.Adopt(record, state, plan);
    }
}
