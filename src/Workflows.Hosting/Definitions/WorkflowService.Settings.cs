using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Definitions;

/// <summary>Pause, limits and visibility.</summary>
public sealed partial class WorkflowService
{
    /// <inheritdoc/>
    public async Task<Result<WorkflowRecord>> ChangeSettingsAsync(
        Caller caller, string key, SettingsChange change, int? expectedRevision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Check() is { } problem) return problem;
        var operation = change.Paused switch { true => "workflow.pause", false => "workflow.resume", _ => "workflow.settings" };
        var result = await ChangeAsync(
            caller, key, expectedRevision, operation,
            workflow => workflow with
            {
                Paused = change.Paused ?? workflow.Paused,
                Settings = change.Apply(WorkflowSettings.Read(workflow.Settings), caller.Actor, workflow.Paused, context.Clock.GetUtcNow()).Write(),
            },
            cancellationToken,
            ("reason", change.Reason is { } reason ? JsonValue.From(reason) : JsonValue.Null));
        context.Plans.Invalidate();
        if (!result.IsOk) return result;
        if (change.Paused == false) await EndTriggerPauseAsync(result.Value, cancellationToken);
        router.Workflow(caller.Tenant, result.Value.Id, WorkflowMessage.Poke.Instance);
        return result;
    }

    /// <summary>A resume ends the pause that the trigger made by itself, too.</summary>
    private async Task EndTriggerPauseAsync(WorkflowRecord workflow, CancellationToken cancellationToken)
    {
        CommitOutcome outcome;
        do
        {
            var gate = await context.Store.Deliveries.GetGateAsync(workflow.Tenant, workflow.Id, cancellationToken);
            if (gate is null || GateState.Read(gate.State) is not { TriggerPausedUntil: not null } state) return;
            var open = state with { TriggerPausedUntil = null, TriggerPauseReason = null };
            var commit = new Commit();
            commit.Gates.Add(new GateRecord(workflow.Tenant, workflow.Id, gate.Version + 1, open.Write()));
            outcome = await context.Committer.CommitAsync(commit, cancellationToken);
        }
        while (outcome is CommitOutcome.Conflict);
        context.Plans.Invalidate();
    }
}
