using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine;
using Workflows.Engine.Definitions;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Runs;

/// <summary>Brings commands to runs, and makes the runs of replays.</summary>
public sealed class RunCommands(EngineContext context, IEntityRouter router, RunStarter starter) : IRunCommands
{
    private const int MinReason = 3;
    private const int MaxReason = 500;

    /// <inheritdoc/>
    public async Task<Result<RunRecord>> ExecuteAsync(
        TenantId tenant, RunId run, RunCommand command, CancellationToken cancellationToken)
    {
        if (await context.Store.Runs.GetAsync(tenant, run, cancellationToken) is null) return RunProblems.Unknown(run);
        if (!IsReason(command.Reason)) return RunProblems.ReasonNeeded;
        var answer = new TaskCompletionSource<Result<RunRecord>>(TaskCreationOptions.RunContinuationsAsynchronously);
        router.Run(tenant, run, new RunMessage.Command(command, result => answer.TrySetResult(result)));
        try
        {
            return await answer.Task.WaitAsync(context.Options.Value.WaitLimit, context.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return RunProblems.CommandUnknown;
        }
    }

    /// <inheritdoc/>
    public async Task<Result<RunRecord>> ReplayAsync(
        Caller caller, RunId run, ReplayRequest request, CancellationToken cancellationToken)
    {
        if (await context.Store.Runs.GetWholeAsync(caller.Tenant, run, cancellationToken) is not { } stored) return RunProblems.Unknown(run);
        var source = stored.Record;
        if (!IsReason(request.Reason)) return RunProblems.ReasonNeeded;
        var plan = await FindPlanAsync(caller.Tenant, source, request.Version, cancellationToken);
        if (!plan.IsOk) return plan.Problem;
        if (request.Step is { } step && WhyNot(plan.Value, step) is { } refusal) return refusal;

        var isNew = !request.Payload.IsMissing || (request.Step is null && plan.Value.Version != source.Version);
        if (isNew && plan.Value.Contract.FindViolations(StateOf(stored, request).Payload) is { Count: > 0 } violations)
            return WorkflowProblems.PayloadViolatesContract(plan.Value.Key, violations);
        return await starter.StartAsync(plan.Value, caller.Tenant, commit => Begin(commit, caller, stored, plan.Value, request), cancellationToken);
    }

    private RunMessage.Adopt Begin(Commit commit, Caller caller, StoredRun stored, Plan plan, ReplayRequest request)
    {
        var source = stored.Record;
        RunInput input = request.Step is { } begin ? new RunInput.StartAt(begin, source.Id.ToString()) : RunInput.Start.Instance;
        var started = RunStarter.Start(
            context, commit, plan, caller.Tenant, StateOf(stored, request), source.CorrelationId, RunOrigin.Replay, source.Event, input);
        commit.Replays.Add(new ReplayLink(caller.Tenant, source.Id, started.Record.Id, request.Step ?? ""));
        commit.Audit.Add(Audit(caller, source, started.Record, request));
        if (request.Job is { } job) commit.JobItems.Add(new JobItem(job, source.Id, JobItem.Done));
        return started;
    }

    private static bool IsReason(string reason) => reason.Trim().Length >= MinReason && reason.Length <= MaxReason;

    private async Task<Result<Plan>> FindPlanAsync(TenantId tenant, RunRecord source, int? version, CancellationToken cancellationToken)
    {
        var chosen = version ?? source.Version;
        if (version is not null)
        {
            if (await context.Store.Workflows.GetAsync(tenant, source.Workflow, cancellationToken) is not { } workflow)
                return RunProblems.NotExecutable("its workflow is gone");
            if (chosen == 0) chosen = workflow.PublishedVersion;
            if (chosen > workflow.PublishedVersion) return WorkflowProblems.UnknownVersion(workflow.Key, chosen);
        }

        try
        {
            return await context.Plans.GetAsync(tenant, source.Workflow, chosen, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            return RunProblems.NotExecutable(exception.Message);
        }
    }

    private static Problem? WhyNot(Plan plan, string step)
    {
        if (RunMachine.WhyNotStartAt(plan, step) is not { } refusal) return null;
        return refusal.Loop is { } loop
            ? RunProblems.StepInLoop(step, loop)
            : RunProblems.UnknownStep(step, Nearest.Of(step, StepTree.Flatten(plan.Definition.Steps).Select(known => known.Id)));
    }

    /// <summary>The state to begin with: what the request gives, else the run's own, which is complete and never the redacted view.</summary>
    private static RunState StateOf(StoredRun source, ReplayRequest request)
    {
        var envelope = RunStateCodec.DecodeEnvelope(source.Record.State, source.Parts);
        var payload = request.Payload.IsMissing ? envelope["payload"] : request.Payload;
        var isBeginning = request.Step is null;
        var vars = !request.Vars.IsMissing ? request.Vars : isBeginning ? JsonValue.EmptyObject : envelope["vars"];
        return RunState.ForReplay(payload, vars, isBeginning ? JsonValue.EmptyObject : envelope["meta"]);
    }

    private AuditRecord Audit(Caller caller, RunRecord source, RunRecord target, ReplayRequest request)
    {
        var details = new JsonObjectBuilder();
        details.Add("reason", JsonValue.From(request.Reason));
        details.Add("run", JsonValue.From(target.Id.ToString()));
        details.Add("version", JsonValue.From(target.Version));
        if (request.Step is { } step) details.Add("step", JsonValue.From(step));
        details.Add("payloadEdited", JsonValue.From(!request.Payload.IsMissing));
        details.Add("varsEdited", JsonValue.From(!request.Vars.IsMissing));
        if (request.Job is { } job) details.Add("job", JsonValue.From(job.ToString("D")));
        return new AuditRecord(
            context.Ids.Next(), caller.Tenant, caller.Actor, "run.replay", $"run:{source.Id}", details.Build().ToUtf8());
    }
}
