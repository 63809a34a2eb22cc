using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Expressions;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Runs;

/// <summary>Runs a slice on the run machine, pure actions included, and turns its effects into rows of a commit.</summary>
internal static class SliceRunner
{
    /// <summary>Advances a run and the pure actions that it calls, until it wants nothing more within the slice.</summary>
    public static RunMachine Advance(
        Plan plan, RunState state, RunId run, TenantId tenant, string? correlationId, IReadOnlyList<RunInput> inputs, EngineContext engine,
        int depth = 0)
    {
        var now = engine.Clock.GetUtcNow();
        var context = new SliceContext
        {
            RunId = run.ToString(),
            Run = DescribeRun(plan, run, correlationId),
            Evaluation = new EvaluationContext { Now = now, Seed = SeedOf(run, now) },
            Workflows = plan.Calls.Count == 0 ? null : engine.Plans.Calls.Of(tenant),
            Depth = depth,
            NextId = engine.Ids.Next,
        };
        var machine = new RunMachine(plan, state, context);
        foreach (var input in inputs)
        {
            machine.Advance(input);
            while (machine.TryTakeInline(out var invocation))
            {
                var call = new ActionContext(tenant, run, invocation.Step, invocation.Attempt, invocation.IdempotencyKey, now)
                {
                    Workflow = plan.Key, Version = plan.Version, CorrelationId = correlationId,
                };
                machine.Advance(Invoke(engine, invocation, call));
            }
        }

        return machine;
    }

    private static RunInput Invoke(EngineContext engine, RunEffect.Invoke invocation, ActionContext call)
    {
        var result = Invoke((IPureAction)engine.Actions.Get(invocation.Action), invocation.Input, call);
        return result.Failure is { } failure
            ? new RunInput.ActionFailed(invocation.Number, failure)
            : new RunInput.ActionSucceeded(invocation.Number, result.Output);
    }

    private static ActionResult Invoke(IPureAction action, JsonValue input, ActionContext call)
    {
        try
        {
            return action.Invoke(input, call);
        }
        catch (Exception exception)
        {
            return ActionResult.Fail(FailureCategory.ActionError, "ACTION_THREW", exception.Message);
        }
    }

    /// <summary>Adds the waits and the counters of a slice to the commit. The run's own row is added by the caller.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="record">The run as it will be stored.</param>
    /// <param name="machine">The machine after the slice.</param>
    /// <param name="resolvedBy">Which events the store has given to which of the run's waits.</param>
    /// <param name="engine">Knows the event types.</param>
    /// <param name="link">The run's tie to the run that called it; null when none did.</param>
    /// <param name="lineage">The workflows of the run and of those above it: null for its own. What one of them calls again goes in its place,
    /// and waits for no turn, because that one would wait for it in vain.</param>
    public static void AddEffects(
        Commit commit, RunRecord record, RunMachine machine, IReadOnlyDictionary<int, EventKey> resolvedBy, EngineContext engine,
        RunLink? link = null, IReadOnlySet<WorkflowId>? lineage = null)
    {
        foreach (var effect in machine.Effects)
        {
            switch (effect)
            {
                case RunEffect.Wait wait: commit.NewWaits.Add(ToRecord(record, wait, engine)); break;
                case RunEffect.CreateTask task: commit.NewTasks.Add(SliceRecords.Of(record, task)); break;
                case RunEffect.CloseTask task: Close(commit, new WaitId(record.Id, task.WaitNumber), task.Status, record.UpdatedAt, resolvedBy); break;
                case RunEffect.StartChild child:
                    var isAbove = lineage?.Contains(child.Target.Workflow) ?? child.Target.Workflow == record.Workflow;
                    SliceRecords.AddChild(commit, record, child, link, isHeld: child.Target.IsLimited && !isAbove);
                    break;
                case RunEffect.Unwait unwait: Remove(commit, new WaitId(record.Id, unwait.Number), resolvedBy); break;
            }
        }

        EventRunCounters.Add(commit, record, machine.Plan, engine.EventTypes);
        RunTags.Add(commit, record, machine);
        if (record.Status is not (RunStatus.Succeeded or RunStatus.Failed or RunStatus.Canceled)) return;
        var kind = record.Status switch
        {
            RunStatus.Succeeded => CounterKind.RunsSucceeded,
            RunStatus.Failed => CounterKind.RunsFailed,
            _ => CounterKind.RunsCanceled,
        };
        var duration = (long)(record.UpdatedAt - record.StartedAt).TotalMilliseconds;
        commit.Counters.Add(new CounterDelta(
            record.Tenant, kind, record.Workflow.Value, CounterDelta.HourOf(record.UpdatedAt), 1, Math.Max(duration, 0)));
    }

    /// <summary>A task that was made in the same slice is not made; one that was answered in the same moment stays answered.</summary>
    private static void Close(
        Commit commit, WaitId wait, HumanTaskStatus status, DateTimeOffset now, IReadOnlyDictionary<int, EventKey> resolvedBy)
    {
        if (commit.NewTasks.RemoveAll(made => made.Wait == wait) > 0 || resolvedBy.ContainsKey(wait.Number)) return;
        commit.ClosedTasks.Add(new TaskClosure(wait, status, now));
    }

    /// <summary>A wait that was made and removed in the same slice never reaches the store.</summary>
    private static void Remove(Commit commit, WaitId wait, IReadOnlyDictionary<int, EventKey> resolvedBy)
    {
        if (commit.NewWaits.RemoveAll(made => made.Id == wait) > 0) return;
        commit.RemovedWaits.Add(new WaitRemoval(wait, resolvedBy.TryGetValue(wait.Number, out var key) ? key : null));
    }

    private static WaitRecord ToRecord(RunRecord record, RunEffect.Wait wait, EngineContext engine)
    {
        EventTypeId? type = null;
        if (wait.EventName is { } name)
        {
            if (!engine.EventTypes.TryGetId(name, out var id))
                throw new InvalidOperationException($"The event type '{name}' was not resolved when the plan was compiled.");
            type = id;
        }

        return new WaitRecord
        {
            Id = new WaitId(record.Id, wait.Number),
            Tenant = record.Tenant,
            Kind = wait.Kind,
            EventType = type,
            Key = wait.Key,
            Filter = wait.Filters.IsMissing ? default : wait.Filters.ToUtf8(),
            Due = wait.Due,
            CreatedAt = record.UpdatedAt,
            Step = wait.Step,
        };
    }

    private static JsonValue DescribeRun(Plan plan, RunId run, string? correlationId)
    {
        var result = new JsonObjectBuilder();
        result.Add("id", JsonValue.From(run.ToString()));
        result.Add("workflow", JsonValue.From(plan.Key));
        result.Add("version", JsonValue.From(plan.Version));
        if (correlationId is not null) result.Add("correlationId", JsonValue.From(correlationId));
        return result.Build();
    }

    private static ulong SeedOf(RunId run, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        run.Value.TryWriteBytes(bytes);
        return BitConverter.ToUInt64(bytes) ^ (BitConverter.ToUInt64(bytes[8..]) * 31) ^ (ulong)now.UtcTicks;
    }
}
