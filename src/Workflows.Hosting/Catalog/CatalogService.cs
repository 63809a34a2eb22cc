using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Schemas;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Catalog;

/// <summary>Keeps a tenant's entries. Each command is one fenced transaction: the entry, a new schema where there is one, and the audit rows.</summary>
public sealed class CatalogService(
    IStore store, CatalogDirectory catalogs, SchemaDirectory schemas, SchemaRegistry registry, IdSource ids, TimeProvider clock,
    ChangeSignals changes)
    : ICatalogService
{
    private const int MaxEntries = 2_000;
    private const int Attempts = 5;

    /// <inheritdoc/>
    public async Task<Result<CatalogEntry>> CreateAsync(
        Caller caller, string eventType, EntryChange change, CancellationToken cancellationToken)
    {
        if (eventType.Length > EnvelopeLimits.Default.MaxTextLength || !EventTypeName.IsValid(eventType)) return CatalogProblems.InvalidType;
        if (EntryRules.Check(change) is { } wrong) return wrong;
        var catalog = await catalogs.GetAsync(caller.Tenant, cancellationToken);
        if (catalog.Entries.Count(entry => !entry.IsSystem) >= MaxEntries) return CatalogProblems.TooMany(MaxEntries);
        // Before a name is given a number: numbers are for ever.
        if (await CheckRefAsync(caller.Tenant, change, null, cancellationToken) is { } problem) return problem;
        var now = clock.GetUtcNow();
        var entry = new CatalogEntryRecord
        {
            Tenant = caller.Tenant,
            TypeId = default,
            EventType = eventType,
            Name = change.Name,
            Description = change.Description,
            Category = change.Category,
            Status = change.Status,
            PayloadSchemaRef = change.SchemaRef,
            Attributes = "{}"u8.ToArray(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await WriteAsync(
            caller, entry, change.Schema, "event-type.create",
            async record => await store.Catalog.CreateAsync(
                record, Audit(caller, "event-type.create", record), cancellationToken) ? CatalogWrite.Done : CatalogWrite.EntryExists,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<CatalogEntry>> UpdateAsync(
        Caller caller, string eventType, int? expectedRevision, Func<CatalogEntry, Result<EntryChange>> change,
        CancellationToken cancellationToken)
    {
        var found = await FindOwnAsync(caller.Tenant, eventType, cancellationToken);
        if (!found.IsOk) return found;
        var old = found.Value.Record;
        if (expectedRevision is { } expected && expected != old.Revision) return CatalogProblems.Stale(eventType, old.Revision);
        var wanted = change(found.Value);
        if (!wanted.IsOk) return wanted.Problem;
        var next = wanted.Value;
        if (EntryRules.Check(next) is { } wrong) return wrong;
        if (await CheckRefAsync(caller.Tenant, next, old.PayloadSchemaRef, cancellationToken) is { } problem) return problem;
        var entry = old with
        {
            Name = next.Name,
            Description = next.Description,
            Category = next.Category,
            Status = next.Status,
            PayloadSchemaRef = next.SchemaRef,
            Revision = old.Revision + 1,
            UpdatedAt = clock.GetUtcNow(),
        };
        return await WriteAsync(
            caller, entry, next.Schema, "event-type.update",
            async record => await store.Catalog.UpdateAsync(
                record, Audit(caller, "event-type.update", record), cancellationToken) ? CatalogWrite.Done : CatalogWrite.EntryChanged,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<CatalogEntry>> DeleteAsync(
        Caller caller, string eventType, int? expectedRevision, CancellationToken cancellationToken)
    {
        var found = await FindOwnAsync(caller.Tenant, eventType, cancellationToken);
        if (!found.IsOk) return found;
        var record = found.Value.Record;
        if (expectedRevision is { } expected && expected != record.Revision) return CatalogProblems.Stale(eventType, record.Revision);
        var system = await catalogs.FindAsync(TenantId.System, eventType, cancellationToken);
        var listeners = await store.Workflows.ListTriggersAsync(caller.Tenant, cancellationToken);
        string[] workflows = [.. listeners.Where(listener => listener.Type == record.TypeId).Select(listener => listener.Key)];
        if (system is null && workflows.Length > 0) return CatalogProblems.InUse(eventType, workflows);
        try
        {
            var audit = Audit(caller, "event-type.delete", record);
            return await store.Catalog.DeleteAsync(caller.Tenant, record.TypeId, record.Revision, audit, cancellationToken)
                ? found
                : CatalogProblems.Stale(eventType, record.Revision + 1);
        }
        finally
        {
            changes.Changed(CatalogTopics.Catalogs);
        }
    }

    /// <summary>Writes an entry, together with its schema where a new one is needed.</summary>
    private async Task<Result<CatalogEntry>> WriteAsync(
        Caller caller, CatalogEntryRecord entry, JsonValue schema, string operation, Func<CatalogEntryRecord, Task<CatalogWrite>> writeAlone,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            SchemaRecord? added = null;
            if (!schema.IsMissing)
            {
                var prepared = await registry.PrepareAsync(
                    caller, SchemaNames.Of(entry.EventType), schema, "/payloadSchema", cancellationToken);
                if (!prepared.IsOk) return prepared.Problem;
                if (prepared.Value.IsNew) added = prepared.Value.Schema;
                entry = entry with { PayloadSchemaRef = prepared.Value.Schema.Ref };
            }

            if (entry.TypeId == default)
                entry = entry with { TypeId = await store.Catalog.GetOrAddTypeAsync(entry.EventType, cancellationToken) };
            var outcome = await TryWriteAsync(caller, entry, added, operation, writeAlone, cancellationToken);
            if (outcome == CatalogWrite.SchemaExists && attempt < Attempts) continue;
            return outcome switch
            {
                CatalogWrite.Done => new CatalogEntry(entry),
                CatalogWrite.EntryExists => CatalogProblems.Exists(entry.EventType),
                CatalogWrite.EntryChanged => CatalogProblems.Stale(entry.EventType, entry.Revision),
                _ => SchemaProblems.ChangedMeanwhile(entry.PayloadSchemaRef!),
            };
        }
    }

    private async Task<CatalogWrite> TryWriteAsync(
        Caller caller, CatalogEntryRecord entry, SchemaRecord? schema, string operation, Func<CatalogEntryRecord, Task<CatalogWrite>> writeAlone,
        CancellationToken cancellationToken)
    {
        try
        {
            if (schema is null) return await writeAlone(entry);
            var details = new JsonObjectBuilder().Add("contentHash", JsonValue.From(schema.ContentHash)).Build().ToUtf8();
            var registered = new AuditRecord(
                ids.Next(), caller.Tenant, caller.Actor, "schema.register", $"schema:{schema.Ref}", details);
            return await store.Catalog.WriteWithSchemaAsync(
                entry, schema, [registered, Audit(caller, operation, entry)], cancellationToken);
        }
        finally
        {
            // Also after an error: the store may have taken the change all the same.
            changes.Changed(CatalogTopics.Catalogs);
            if (schema is not null) changes.Changed(CatalogTopics.Schemas);
        }
    }

    /// <summary>The tenant's own entry, as the store has it now.</summary>
    private async Task<Result<CatalogEntry>> FindOwnAsync(TenantId tenant, string eventType, CancellationToken cancellationToken)
    {
        catalogs.Invalidate(tenant);
        var catalog = await catalogs.GetAsync(tenant, cancellationToken);
        if (catalog.Find(eventType) is not { } entry) return CatalogProblems.NotFound(eventType, catalog.Nearest(eventType));
        return entry.IsSystem ? CatalogProblems.IsSystem(eventType) : entry;
    }

    /// <summary>A ref has to be in the registry and active; one that an entry has already may be deprecated meanwhile.</summary>
    private async Task<Problem?> CheckRefAsync(TenantId tenant, EntryChange change, string? current, CancellationToken cancellationToken)
    {
        const string pointer = "/payloadSchemaRef";
        if (change.SchemaRef is not { } schemaRef || schemaRef == current) return null;
        var schema = await schemas.FindAsync(tenant, schemaRef, cancellationToken);
        return schema?.Status switch
        {
            SchemaStatus.Active => null,
            SchemaStatus.Deprecated => SchemaProblems.Deprecated(schemaRef, pointer),
            SchemaStatus.Draft => SchemaProblems.NotActive(schemaRef, pointer),
            _ => SchemaProblems.Unknown(schemaRef, pointer, await schemas.NearestAsync(tenant, schemaRef, cancellationToken)),
        };
    }

    private AuditRecord Audit(Caller caller, string operation, CatalogEntryRecord entry)
    {
        var details = new JsonObjectBuilder().Add("revision", JsonValue.From(entry.Revision));
        if (entry.PayloadSchemaRef is { } schemaRef) details.Add("payloadSchemaRef", JsonValue.From(schemaRef));
        return new AuditRecord(
            ids.Next(), caller.Tenant, caller.Actor, operation, $"event-type:{entry.EventType}", details.Build().ToUtf8());
    }
}
