using System.Text.RegularExpressions;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Definitions;

/// <summary>Authors' commands. Each is one optimistic change of the workflow's row with its audit row.</summary>
public sealed partial class WorkflowService(
    EngineContext context, RunStarter starter, DefinitionChecker checker, IScheduleService schedules, IEntityRouter router) : IWorkflowService
{
    /// <inheritdoc/>
    public async Task<Result<WorkflowRecord>> CreateAsync(
        Caller caller, string key, JsonValue definition, CancellationToken cancellationToken)
    {
        if (!KeyPattern().IsMatch(key)) return WorkflowProblems.InvalidKey(key);
        if (definition.Kind != JsonKind.Object) return WorkflowProblems.NotAnObject;
        var findings = (await checker.CheckAsync(caller.Tenant, key, definition, cancellationToken)).Findings;
        var now = context.Clock.GetUtcNow();
        var draft = new WorkflowRecord
        {
            Id = default,
            Tenant = caller.Tenant,
            Key = key,
            Name = NameOf(definition, key),
            Description = TextOf(definition["description"]),
            Draft = definition.ToUtf8(),
            Findings = FindingsJson.Write(findings),
            Revision = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var created = await context.Store.Workflows.CreateAsync(draft, Audit(caller, "workflow.create", key), cancellationToken);
        return created is null ? WorkflowProblems.KeyTaken(key) : created;
    }

    /// <inheritdoc/>
    public async Task<Result<WorkflowRecord>> SaveDraftAsync(
        Caller caller, string key, JsonValue definition, int? expectedRevision, CancellationToken cancellationToken)
    {
        if (definition.Kind != JsonKind.Object) return WorkflowProblems.NotAnObject;
        var findings = (await checker.CheckAsync(caller.Tenant, key, definition, cancellationToken)).Findings;
        return await ChangeAsync(
            caller, key, expectedRevision, "workflow.update",
            workflow => workflow with
            {
                Name = NameOf(definition, key),
                Description = TextOf(definition["description"]),
                Draft = definition.ToUtf8(),
                Findings = FindingsJson.Write(findings),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<PublishResult>> PublishAsync(
        Caller caller, string key, int? expectedRevision, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(caller.Tenant, key, cancellationToken);
        if (expectedRevision is { } expected && expected != workflow.Revision) return WorkflowProblems.Stale(key, workflow.Revision);

        var draft = await checker.CheckAsync(caller.Tenant, key, JsonValue.Parse(workflow.Draft), cancellationToken);
        if (!draft.CanBePublished) return new PublishResult(null, draft.Findings, workflow);
        var now = context.Clock.GetUtcNow();
        var version = new WorkflowVersionRecord
        {
            Workflow = workflow.Id,
            Tenant = caller.Tenant,
            Version = workflow.PublishedVersion + 1,
            Definition = workflow.Draft,
            Contract = draft.Contract.ToJson().ToUtf8(),
            Schedule = await DefinitionSchedule.OfAsync(context, caller, workflow, draft.Definition!, cancellationToken),
            TriggerEvent = draft.Definition!.Trigger is { } trigger
                ? await context.EventTypes.GetIdAsync(trigger.EventName, cancellationToken)
                : null,
            PublishedBy = caller.Actor,
            PublishedAt = now,
        };
        var changed = workflow with
        {
            PublishedVersion = version.Version,
            Findings = FindingsJson.Write(draft.Findings),
            Revision = workflow.Revision + 1,
            UpdatedAt = now,
        };
        var audit = Audit(caller, "workflow.publish", key, ("version", JsonValue.From(version.Version)),
            ("payloadSchemaRef", draft.Contract.PayloadSchemaRef is { } schemaRef ? JsonValue.From(schemaRef) : JsonValue.Null));
        try
        {
            if (!await context.Store.Workflows.UpdateAsync(changed, version, audit, cancellationToken))
                return WorkflowProblems.Stale(key, workflow.Revision + 1);
            await schedules.RebindAsync(caller, workflow.Id, cancellationToken);
            return new PublishResult(version.Version, draft.Findings, changed);
        }
        finally
        {
            // Also after an error: the store may have taken the version all the same.
            context.Plans.Invalidate();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> ValidateAsync(TenantId tenant, JsonValue definition, CancellationToken cancellationToken) =>
        (await checker.CheckAsync(tenant, null, definition, cancellationToken)).Findings;

    /// <inheritdoc/>
    public async Task<Result<WorkflowRecord>> DeleteAsync(Caller caller, string key, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(caller.Tenant, key, cancellationToken);
        var active = await context.Store.Runs.CountActiveAsync(caller.Tenant, workflow.Id, cancellationToken);
        if (active > 0) return WorkflowProblems.HasActiveRuns(key, active);
        var result = await ChangeAsync(
            caller, key, workflow.Revision, "workflow.delete", record => record with { Deleted = true }, cancellationToken);
        if (!result.IsOk) return result;
        context.Plans.Invalidate();
        router.Workflow(caller.Tenant, workflow.Id, WorkflowMessage.Poke.Instance);
        return result;
    }

    /// <inheritdoc/>
    public async Task<Result<RunRecord>> StartAsync(
        Caller caller, string key, int? version, JsonValue payload, string? correlationId, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(caller.Tenant, key, cancellationToken);
        if (workflow.PublishedVersion == 0) return WorkflowProblems.NotPublished(key);
        var chosen = version ?? workflow.PublishedVersion;
        if (chosen < 1 || chosen > workflow.PublishedVersion) return WorkflowProblems.UnknownVersion(key, chosen);
        var plan = await context.Plans.GetAsync(caller.Tenant, workflow.Id, chosen, cancellationToken);
        if (plan.Contract.FindViolations(payload) is { Count: > 0 } violations) return WorkflowProblems.PayloadViolatesContract(key, violations);
        var audit = Audit(caller, "run.start", key, ("version", JsonValue.From(chosen)));
        await context.Store.Tenants.AuditAsync(audit, cancellationToken);
        return await starter.StartAsync(plan, caller.Tenant, payload, correlationId, RunOrigin.Manual, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<HeldDelivery>> HoldStartAsync(
        Caller caller, string key, int? version, JsonValue payload, string? correlationId, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(caller.Tenant, key, cancellationToken);
        if (workflow.PublishedVersion == 0) return WorkflowProblems.NotPublished(key);
        if (version is { } chosen && chosen > workflow.PublishedVersion) return WorkflowProblems.UnknownVersion(key, chosen);
        await context.Store.Tenants.AuditAsync(Audit(caller, "run.hold", key), cancellationToken);
        return await starter.HoldAsync(
            workflow.Id, caller.Tenant, context.Ids.Next(), payload, version, correlationId, RunOrigin.Manual, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<WorkflowRecord>> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken) =>
        await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is { } workflow
            ? workflow
            : await NotFoundAsync(tenant, key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkflowRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken) =>
        context.Store.Workflows.ListAsync(tenant, after, limit, cancellationToken);

    /// <inheritdoc/>
    public async Task<Result<WorkflowVersionRecord>> GetVersionAsync(
        TenantId tenant, string key, int version, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(tenant, key, cancellationToken);
        return await context.Store.Workflows.GetVersionAsync(tenant, workflow.Id, version, cancellationToken) is { } record
            ? record
            : WorkflowProblems.UnknownVersion(key, version);
    }

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<WorkflowVersionRecord>>> ListVersionsAsync(
        TenantId tenant, string key, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(tenant, key, cancellationToken);
        var versions = await context.Store.Workflows.ListVersionsAsync(tenant, workflow.Id, cancellationToken);
        return versions.ToArray();
    }

    private async Task<Result<WorkflowRecord>> ChangeAsync(
        Caller caller, string key, int? expectedRevision, string operation, Func<WorkflowRecord, WorkflowRecord> change,
        CancellationToken cancellationToken, params (string Name, JsonValue Value)[] details)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } workflow)
            return await NotFoundAsync(caller.Tenant, key, cancellationToken);
        if (expectedRevision is { } expected && expected != workflow.Revision) return WorkflowProblems.Stale(key, workflow.Revision);
        var changed = change(workflow) with { Revision = workflow.Revision + 1, UpdatedAt = context.Clock.GetUtcNow() };
        return await context.Store.Workflows.UpdateAsync(changed, null, Audit(caller, operation, key, details), cancellationToken)
            ? changed
            : WorkflowProblems.Stale(key, workflow.Revision + 1);
    }

    private async Task<Problem> NotFoundAsync(TenantId tenant, string key, CancellationToken cancellationToken)
    {
        var known = await context.Store.Workflows.ListAsync(tenant, null, 1_000, cancellationToken);
        return WorkflowProblems.NotFound(key, Nearest.Of(key, known.Select(workflow => workflow.Key)));
    }

    private AuditRecord Audit(Caller caller, string operation, string key, params ReadOnlySpan<(string Name, JsonValue Value)> details)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (name, value) in details) builder.Add(name, value);
        return new AuditRecord(
            context.Ids.Next(), caller.Tenant, caller.Actor, operation, $"workflow:{key}", builder.Build().ToUtf8());
    }

    internal static string NameOf(JsonValue definition, string key) => TextOf(definition["name"]) ?? key;

    internal static string? TextOf(JsonValue value) =>
        value.Kind == JsonKind.String && value.GetString() is { Length: > 0 } text ? text[..Math.Min(text.Length, 2_000)] : null;

    /// <summary>Whether a text can be a workflow's key.</summary>
    internal static bool IsKey(string text) => KeyPattern().IsMatch(text);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
