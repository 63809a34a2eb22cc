using System.Globalization;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Gates;

/// <summary>Reads and repairs held deliveries. Each command is one commit on the revision that it read.</summary>
public sealed class DeliveryService(EngineContext context, IEntityRouter router, DeliveryViews views) : IDeliveryService
{
    private const int MaxBulk = 1_000;
    private const string Discarding = "delivery.discard";

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<HeldView>>> ListAsync(TenantId tenant, HeldFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var rows = await FindAsync(tenant, filter, cancellationToken);
        if (!rows.IsOk) return rows.Problem;
        var result = new HeldView[rows.Value.Count];
        for (var i = 0; i < result.Length; i++) result[i] = await ToViewAsync(rows.Value[i], cancellationToken);
        return result;
    }

    /// <inheritdoc/>
    public Task<Result<HeldView>> RedeliverAsync(Caller caller, string id, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, "delivery.redeliver", reason, Redelivered, cancellationToken);

    /// <inheritdoc/>
    public Task<Result<HeldView>> DiscardAsync(Caller caller, string id, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller, id, Discarding, reason,
            held => held with { Status = HeldStatus.Discarded, Reason = "DISCARDED", Message = reason, Due = null }, cancellationToken);

    /// <inheritdoc/>
    public async Task<Result<int>> RedeliverAsync(Caller caller, HeldFilter filter, string? reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var rows = await FindAsync(caller.Tenant, filter with { Status = HeldStatus.Dead, Limit = MaxBulk }, cancellationToken);
        if (!rows.IsOk) return rows.Problem;
        if (rows.Value.Count == 0) return 0;
        await context.Store.Tenants.AuditAsync(
            Audit(caller, "delivery.redeliver", $"workflow:{filter.Workflow ?? "*"}", reason, rows.Value.Count), cancellationToken);
        var commit = new Commit();
        foreach (var held in rows.Value) Change(commit, held, Redelivered(held));
        var outcome = await context.Committer.CommitAsync(commit, cancellationToken);
        if (!outcome.IsCommitted) return WorkflowProblems.StoreUnavailable;
        foreach (var workflow in rows.Value.Select(held => held.Workflow).Distinct()) Poke(caller.Tenant, workflow);
        return rows.Value.Count;
    }

    private async Task<Result<HeldView>> ChangeAsync(
        Caller caller, string id, string operation, string? reason, Func<HeldDelivery, HeldDelivery> change, CancellationToken cancellationToken)
    {
        if (ParseId(id) is not { } parsed) return WorkflowProblems.UnknownDelivery(id);
        while (true)
        {
            var rows = await context.Store.Deliveries.FindAsync(caller.Tenant, parsed.Id, cancellationToken);
            if (rows.FirstOrDefault(row => row.Workflow == parsed.Workflow) is not { } held) return WorkflowProblems.UnknownDelivery(id);
            if (held.Status is not (HeldStatus.Held or HeldStatus.Dead)) return WorkflowProblems.DeliverySettled(id);
            if (held.Origin == RunOrigin.Parent && operation == Discarding) return WorkflowProblems.DeliveryOfRun(id, held.Id);
            await context.Store.Tenants.AuditAsync(Audit(caller, operation, $"delivery:{id}", reason), cancellationToken);
            var commit = new Commit();
            var after = Change(commit, held, change(held));
            var outcome = await context.Committer.CommitAsync(commit, cancellationToken);
            if (outcome is CommitOutcome.Conflict) continue;
            Poke(caller.Tenant, held.Workflow);
            return outcome.IsCommitted ? await ToViewAsync(after, cancellationToken) : WorkflowProblems.StoreUnavailable;
        }
    }

    private static HeldDelivery Redelivered(HeldDelivery held) => held with
    {
        Status = HeldStatus.Held, Reason = "REDELIVERED", Message = "An operator had it delivered again.", Attempts = 0, Due = null,
    };

    private HeldDelivery Change(Commit commit, HeldDelivery before, HeldDelivery after)
    {
        after = after with { Revision = before.Revision + 1, UpdatedAt = context.Clock.GetUtcNow() };
        HeldLedger.Change(commit, before, after);
        return after;
    }

    private async Task<Result<IReadOnlyList<HeldDelivery>>> FindAsync(TenantId tenant, HeldFilter filter, CancellationToken cancellationToken)
    {
        WorkflowId? workflow = null;
        if (filter.Workflow is { } key)
        {
            if (await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } record)
            {
                var known = await context.Store.Workflows.ListAsync(tenant, null, 1_000, cancellationToken);
                return WorkflowProblems.NotFound(key, Nearest.Of(key, known.Select(candidate => candidate.Key)));
            }

            workflow = record.Id;
        }

        var rows = await context.Store.Deliveries.ListAsync(
            new HeldQuery
            {
                Tenant = tenant,
                Status = filter.Status,
                Workflow = workflow,
                Reason = filter.Reason,
                Before = filter.Before is { } before ? ParseId(before) : null,
                Limit = filter.Limit,
            },
            cancellationToken);
        return rows.ToArray();
    }

    private async Task<HeldView> ToViewAsync(HeldDelivery held, CancellationToken cancellationToken) => new(
        await views.GetKeyAsync(held.Tenant, held.Workflow, cancellationToken),
        held.Type is { } type ? await context.EventTypes.GetNameAsync(type, cancellationToken) : null, held);

    private void Poke(TenantId tenant, WorkflowId workflow) => router.Workflow(tenant, workflow, WorkflowMessage.Poke.Instance);

    private static (Guid Id, WorkflowId Workflow)? ParseId(string id) =>
        id.Split('.') is [var key, var number] && Guid.TryParseExact(key, "D", out var guid)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var workflow)
            ? (guid, new WorkflowId(workflow))
            : null;

    private AuditRecord Audit(Caller caller, string operation, string subject, string? reason, int? count = null)
    {
        var details = new JsonObjectBuilder();
        if (reason is not null) details.Add("reason", JsonValue.From(reason));
        if (count is { } number) details.Add("count", JsonValue.From(number));
        return new AuditRecord(context.Ids.Next(), caller.Tenant, caller.Actor, operation, subject, details.Build().ToUtf8());
    }
}
