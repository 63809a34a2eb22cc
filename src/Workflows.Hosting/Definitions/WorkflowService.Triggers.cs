using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Json;
using Workflows.Catalog.Entries;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Definitions;

/// <content>Puts workflows on events and takes them off.</content>
public sealed partial class WorkflowService
{
    /// <inheritdoc/>
    public async Task<Result<WorkflowRecord>> AttachAsync(
        Caller caller, CatalogEntry entry, string key, string name, bool allowPlaceholder, CancellationToken cancellationToken)
    {
        if (!KeyPattern().IsMatch(key)) return WorkflowProblems.InvalidKey(key);
        if (entry.SchemaRef is null && !allowPlaceholder) return TriggerProblems.NoSchema(entry.EventType);
        var definition = Skeleton(entry, name);
        var findings = await ValidateAsync(caller.Tenant, definition, cancellationToken);
        var now = context.Clock.GetUtcNow();
        var draft = new WorkflowRecord
        {
            Id = default,
            Tenant = caller.Tenant,
            Key = key,
            Name = NameOf(definition, key),
            Draft = definition.ToUtf8(),
            Findings = FindingsJson.Write(findings),
            Revision = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var audit = Audit(caller, "workflow.attach", key, ("eventType", JsonValue.From(entry.EventType)));
        var created = await context.Store.Workflows.CreateAsync(draft, audit, cancellationToken);
        return created is null ? WorkflowProblems.KeyTaken(key) : created;
    }

    /// <inheritdoc/>
    public async Task<Result<PublishResult>> DetachAsync(
        Caller caller, CatalogEntry entry, string key, bool mayChangeSystem, string? reason, CancellationToken cancellationToken)
    {
        if (await context.Store.Workflows.GetAsync(caller.Tenant, key, cancellationToken) is not { } workflow)
            return (await NotFoundAsync(caller.Tenant, key, cancellationToken)) with { Pointer = "/workflow" };
        if (IsSystem(workflow) && !mayChangeSystem) return TriggerProblems.SystemWorkflow(key);
        var current = workflow.PublishedVersion == 0
            ? null
            : await context.Store.Workflows.GetVersionAsync(caller.Tenant, workflow.Id, workflow.PublishedVersion, cancellationToken);
        if (current is null || current.TriggerEvent != entry.TypeId) return TriggerProblems.NotAttached(key, entry.EventType);

        var definition = JsonValue.Parse(current.Definition);
        var schemaRef = PayloadSchemaRefOf(definition, current, entry);
        var without = WithoutTrigger(definition, schemaRef);
        var blocking = await NewErrorsAsync(caller, definition, without, cancellationToken);
        if (blocking.Count > 0) return new PublishResult(null, blocking, workflow);
        var draft = JsonValue.Parse(workflow.Draft);
        if (AttachedWorkflows.EventOf(workflow.Draft) == entry.EventType) draft = WithoutTrigger(draft, schemaRef);
        return await PublishWithoutTriggerAsync(caller, entry, workflow, current, without, draft, reason, cancellationToken);
    }

    /// <summary>One commit: the version, the draft that must not bring the trigger back, and the audit row.</summary>
    private async Task<Result<PublishResult>> PublishWithoutTriggerAsync(
        Caller caller, CatalogEntry entry, WorkflowRecord workflow, WorkflowVersionRecord current, JsonValue definition, JsonValue draft,
        string? reason, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var findings = await ValidateAsync(caller.Tenant, draft, cancellationToken);
        var version = current with
        {
            Version = workflow.PublishedVersion + 1,
            Definition = definition.ToUtf8(),
            TriggerEvent = null,
            Contract = PinnedContract(current.Contract),
            PublishedBy = caller.Actor,
            PublishedAt = now,
        };
        var changed = workflow with
        {
            Draft = draft.ToUtf8(),
            Findings = FindingsJson.Write(findings),
            PublishedVersion = version.Version,
            Revision = workflow.Revision + 1,
            UpdatedAt = now,
        };
        var audit = Audit(
            caller, "workflow.detach", workflow.Key, ("eventType", JsonValue.From(entry.EventType)), ("version", JsonValue.From(version.Version)),
            ("reason", reason is null ? JsonValue.Null : JsonValue.From(reason)));
        try
        {
            return await context.Store.Workflows.UpdateAsync(changed, version, audit, cancellationToken)
                ? new PublishResult(version.Version, findings, changed)
                : WorkflowProblems.Stale(workflow.Key, workflow.Revision + 1);
        }
        finally
        {
            // Also after an error: the store may have taken the version all the same.
            context.Plans.Invalidate();
        }
    }

    /// <summary>What is wrong without the trigger and was not wrong with it: a workflow whose steps rest on something that is gone can be taken off, too.</summary>
    private async Task<IReadOnlyList<Finding>> NewErrorsAsync(
        Caller caller, JsonValue before, JsonValue after, CancellationToken cancellationToken)
    {
        var known = (await ValidateAsync(caller.Tenant, before, cancellationToken)).Select(finding => (finding.Code, finding.Pointer)).ToHashSet();
        return
        [
            .. (await ValidateAsync(caller.Tenant, after, cancellationToken))
                .Where(finding => finding.Severity == FindingSeverity.Error && !known.Contains((finding.Code, finding.Pointer))),
        ];
    }

    private static JsonValue Skeleton(CatalogEntry entry, string name)
    {
        var trigger = new JsonObjectBuilder().Add("type", JsonValue.From("event")).Add("eventName", JsonValue.From(entry.EventType));
        var definition = new JsonObjectBuilder().Add("name", JsonValue.From(name));

        // Pinned without a ref is a choice that is still to be made: it blocks publishing.
        if (entry.SchemaRef is { } schemaRef) definition.Add("payloadSchemaRef", JsonValue.From(schemaRef));
        else definition.Add("payloadSchemaMode", JsonValue.From("pinned"));
        if (entry.SchemaRef is { } source) trigger.Add("sourcePayloadSchemaRef", JsonValue.From(source));
        return definition.Add("trigger", trigger.Build()).Add("steps", JsonValue.EmptyArray).Build();
    }

    /// <summary>Without a trigger nothing is inferred any more: the contract stays at the schema that it had last.</summary>
    private static JsonValue WithoutTrigger(JsonValue definition, string? schemaRef)
    {
        var result = definition.Without("trigger");
        if (result["payloadSchemaMode"].IsMissing && schemaRef is null) return result;
        if (schemaRef is null) return result.Without("payloadSchemaMode");
        if (!result["payloadSchemaMode"].IsMissing) result = result.With("payloadSchemaMode", JsonValue.From("pinned"));
        return TextOf(result["payloadSchemaRef"]) is null ? result.With("payloadSchemaRef", JsonValue.From(schemaRef)) : result;
    }

    private static string? PayloadSchemaRefOf(JsonValue definition, WorkflowVersionRecord version, CatalogEntry entry)
    {
        var contract = version.Contract.IsEmpty ? JsonValue.EmptyObject : JsonValue.Parse(version.Contract);
        return TextOf(contract["payloadSchemaRef"]) ?? TextOf(definition["payloadSchemaRef"])
            ?? TextOf(definition["trigger"]["sourcePayloadSchemaRef"]) ?? entry.SchemaRef;
    }

    private static ReadOnlyMemory<byte> PinnedContract(ReadOnlyMemory<byte> contract)
    {
        if (contract.IsEmpty) return contract;
        var result = JsonValue.Parse(contract).Without("sourcePayloadSchemaRef");
        if (!result["payloadSchemaRef"].IsMissing)
            result = result.With("payloadSchemaMode", JsonValue.From("pinned")).With("provenance", JsonValue.From("pinned"));
        return result.With("mappingApplied", JsonValue.False).ToUtf8();
    }

    private static bool IsSystem(WorkflowRecord workflow) =>
        !workflow.Settings.IsEmpty && JsonValue.Parse(workflow.Settings)["system"] == JsonValue.True;
}
