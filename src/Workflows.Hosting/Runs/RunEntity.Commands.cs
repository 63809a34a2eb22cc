using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine.Runs;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Runs;

/// <summary>Operator commands: decided on the stored run, and committed in one commit with their audit row.</summary>
public sealed partial class RunEntity
{
    private async Task HandleCommandAsync(RunMessage.Command message)
    {
        try
        {
            message.Answer(await ExecuteAsync(message.Order));
        }
        catch (StoreException exception)
        {
            LogStoreFailed(logger, exception, run);
            loaded = null;
            message.Answer(WorkflowProblems.StoreUnavailable);
        }
        catch (Exception exception)
        {
            // A defect, or a version that this program cannot run any more: the command is refused, and the run stays as it is.
            LogFault(logger, exception, run);
            loaded = null;
            message.Answer(RunProblems.NotExecutable(exception.Message));
        }
    }

    private async Task<Result<RunRecord>> ExecuteAsync(RunCommand command)
    {
        for (var attempt = 0; attempt < MaxConflicts; attempt++)
        {
            if (loaded is null && await LoadAnyAsync() is { } missing) return missing;
            var (before, state, plan, _) = loaded!;
            var decision = RunCommandRules.Decide(command, before, state, plan);
            if (!decision.IsOk) return Refused(state, decision.Problem);
            if (attempt > 0 || decision.Value is RunInput.Release) await LoadResolvedWaitsAsync();
            if (decision.Value is RunInput.Release release && resolvedBy.ContainsKey(release.Wait)) return RunProblems.WaitResolved;

            var outcome = await AdvanceAsync([decision.Value], commit => AddRows(commit, command, before));
            if (outcome.IsCommitted)
            {
                var after = loaded!.Record;
                CallPendingActions();
                return after;
            }

            loaded = null;
            if (outcome is not CommitOutcome.Conflict conflict)
            {
                OnNotCommitted(outcome);
                return outcome is CommitOutcome.Unknown ? await LookAsync(before.Revision + 1) : WorkflowProblems.StoreUnavailable;
            }

            LogConflict(logger, run, conflict.What);
            if (command.Job is { } job && await context.Store.Operations.FindItemAsync(job, run, CancellationToken.None) is not null)
                return RunProblems.DoneByJob;
        }

        return WorkflowProblems.StoreUnavailable;
    }

    /// <summary>The run also when it has ended; a problem when there is none.</summary>
    private async Task<Problem?> LoadAnyAsync()
    {
        if (await context.Store.Runs.GetWholeAsync(tenant, run, CancellationToken.None) is not { } stored) return RunProblems.Unknown(run);
        var record = stored.Record;
        var plan = await context.Plans.GetAsync(tenant, record.Workflow, record.Version, CancellationToken.None);
        loaded = new Loaded(record, RunStateCodec.Decode(record.State, record.Status, plan, stored.Parts), plan, await FindLinkAsync(record));
        isGone = loaded.State.HasEnded;
        return null;
    }

    /// <summary>A run that has ended leaves memory again.</summary>
    private Problem Refused(RunState state, Problem problem)
    {
        if (state.HasEnded) loaded = null;
        return problem;
    }

    /// <summary>The store was lost while it took the command: look whether it did.</summary>
    private async Task<Result<RunRecord>> LookAsync(int revision)
    {
        var stored = await context.Store.Runs.GetAsync(tenant, run, CancellationToken.None);
        return stored?.Revision == revision ? stored : RunProblems.CommandUnknown;
    }

    private void AddRows(Commit commit, RunCommand command, RunRecord before)
    {
        var details = JsonValue.EmptyObject
            .With("reason", JsonValue.From(command.Reason))
            .With("from", JsonValue.From(before.Status.ToString().ToUpperInvariant()));
        if (command.Wait is { } wait) details = details.With("wait", JsonValue.From(wait));
        if (command.Job is { } job)
        {
            details = details.With("job", JsonValue.From(job.ToString("D")));
            commit.JobItems.Add(new JobItem(job, run, JobItem.Done));
        }

        commit.Audit.Add(new AuditRecord(
            context.Ids.Next(), tenant, command.Actor, $"run.{command.Kind.ToString().ToLowerInvariant()}", $"run:{run}", details.ToUtf8()));

        // A run that comes back to life has not ended after all.
        if (before.Status is not (RunStatus.Failed or RunStatus.Canceled)) return;
        var kind = before.Status == RunStatus.Failed ? CounterKind.RunsFailed : CounterKind.RunsCanceled;
        var duration = (long)(before.UpdatedAt - before.StartedAt).TotalMilliseconds;
        commit.Counters.Add(new CounterDelta(
            tenant, kind, before.Workflow.Value, CounterDelta.HourOf(before.UpdatedAt), -1, -Math.Max(duration, 0)));
        EventRunCounters.TakeBack(commit, before, loaded!.Plan, context.EventTypes);
    }
}
