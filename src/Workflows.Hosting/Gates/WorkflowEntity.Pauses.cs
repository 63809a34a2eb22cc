using System.Globalization;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Gates;

/// <summary>The pauses that the engine makes by itself.</summary>
public sealed partial class WorkflowEntity
{
    private const string Engine = "auto-pause";
    private static readonly IReadOnlyList<RunStatus> Ended = [RunStatus.Succeeded, RunStatus.Failed, RunStatus.Canceled];

    /// <summary>Counts what the streams tell of; the number of failures when they are too many, else 0.</summary>
    private int CountFailures(IReadOnlyList<WorkflowMessage> messages)
    {
        var tooMany = 0;
        foreach (var message in messages)
        {
            if (message is WorkflowMessage.DeliveryStarted) context.Health.Succeeded(workflow);
            var failures = message switch
            {
                WorkflowMessage.TriggerFailing failing => failing.Failures,
                WorkflowMessage.DeliveryFailed => context.Health.Failed(workflow, context.Clock.GetUtcNow()),
                _ => 0,
            };
            tooMany = Math.Max(tooMany, failures);
        }

        return tooMany;
    }

    /// <summary>The trigger failed too often: its events are held for a while.</summary>
    private async Task PauseTriggerAsync(int failures)
    {
        var options = context.Options.Value;
        var gate = await context.Store.Deliveries.GetGateAsync(tenant, workflow, CancellationToken.None);
        var until = context.Clock.GetUtcNow() + options.TriggerPause;
        var reason = string.Create(CultureInfo.InvariantCulture, $"{failures} deliveries failed within {options.TriggerFailureWindow:c}.");
        var state = GateState.Read(gate?.State ?? default) with { TriggerPausedUntil = until, TriggerPauseReason = reason };
        var commit = new Commit();
        commit.Gates.Add(new GateRecord(tenant, workflow, (gate?.Version ?? 0) + 1, state.Write()));
        var outcome = await context.Committer.CommitAsync(commit, CancellationToken.None);
        context.Plans.Invalidate();
        if (outcome is CommitOutcome.Conflict)
        {
            router.Workflow(tenant, workflow, new WorkflowMessage.TriggerFailing(failures));
            return;
        }

        if (!outcome.IsCommitted) return;
        LogTriggerPaused(logger, workflow.Value, until, reason);
        if (await context.Store.Workflows.GetAsync(tenant, workflow, CancellationToken.None) is { } record)
            await context.Store.Tenants.AuditAsync(Audit("trigger.pause", record.Key, reason), CancellationToken.None);
    }

    /// <summary>Looks at the last runs that ended, and pauses the workflow when too many of them failed.</summary>
    private async Task PauseOnFailureRateAsync()
    {
        if (await context.Store.Workflows.GetAsync(tenant, workflow, CancellationToken.None) is not { Paused: false, Deleted: false } record) return;
        var settings = WorkflowSettings.Read(record.Settings);
        if (!settings.AutoPauseOnFailure) return;
        var runs = await context.Store.Runs.ListAsync(
            new RunQuery { Tenant = tenant, Workflow = workflow, Statuses = Ended, From = settings.ResumedAt, Limit = settings.FailureRateMinRuns },
            CancellationToken.None);
        var failed = runs.Count(run => run.Status == RunStatus.Failed);
        if (runs.Count < settings.FailureRateMinRuns || failed < settings.FailureRateThreshold * runs.Count) return;
        await PauseAsync(record, settings, string.Create(CultureInfo.InvariantCulture, $"{failed} of the last {runs.Count} runs failed."));
    }

    private async Task PauseAsync(WorkflowRecord record, WorkflowSettings settings, string reason)
    {
        var now = context.Clock.GetUtcNow();
        var paused = record with
        {
            Paused = true,
            Settings = (settings with { PauseReason = reason, PausedBy = Engine, PausedAt = now }).Write(),
            Revision = record.Revision + 1,
            UpdatedAt = now,
        };

        // When somebody changed the workflow at the same moment, the next failed run looks again.
        var isPaused = await context.Store.Workflows.UpdateAsync(
            paused, null, Audit("workflow.pause", record.Key, reason), CancellationToken.None);
        context.Plans.Invalidate();
        if (isPaused) LogWorkflowPaused(logger, record.Key, reason);
    }

    private AuditRecord Audit(string operation, string key, string reason)
    {
        var details = new JsonObjectBuilder();
        details.Add("reason", JsonValue.From(reason));
        return new AuditRecord(context.Ids.Next(), tenant, Engine, operation, $"workflow:{key}", details.Build().ToUtf8());
    }

    [LoggerMessage(EventId = 1704, Level = LogLevel.Warning, Message = "The trigger of workflow {Workflow} is paused until {Until}: {Reason}")]
    private static partial void LogTriggerPaused(ILogger logger, int workflow, DateTimeOffset until, string reason);

    [LoggerMessage(EventId = 1705, Level = LogLevel.Warning, Message = "Workflow {Workflow} paused itself: {Reason}")]
    private static partial void LogWorkflowPaused(ILogger logger, string workflow, string reason);
}
