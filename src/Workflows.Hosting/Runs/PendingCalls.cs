using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Runs;

/// <summary>Tells which calls runs wait for.</summary>
internal static class PendingCalls
{
    /// <summary>
    /// Whether a run still waits for an answer. It does not once it has ended, or has dropped the call because another item of its loop failed.
    /// </summary>
    public static async Task<bool> IsPendingAsync(
        IStore store, PlanCache plans, TenantId tenant, RunId run, int number, CancellationToken cancellationToken)
    {
        if (await store.Runs.GetWholeAsync(tenant, run, cancellationToken) is not { Record: { Status: RunStatus.Running } record } stored) return false;
        var plan = await plans.GetAsync(tenant, record.Workflow, record.Version, cancellationToken);
        var state = RunStateCodec.Decode(record.State, record.Status, plan, stored.Parts);
        return RunMachine.PendingInvocations(plan, state).Any(call => call.Number == number);
    }
}
