using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Catalog.Schemas;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Tenancy;
using Workflows.Schemas;
using Workflows.Schemas.Diffing;
using Workflows.Schemas.Sampling;

namespace Workflows.Hosting.Schemas;

/// <summary>Keeps the registry. Each command is one fenced change of one row, with its audit row.</summary>
public sealed partial class SchemaRegistry(IStore store, SchemaDirectory directory, IdSource ids, TimeProvider clock, ChangeSignals changes)
    : ISchemaRegistry
{
    private const int Attempts = 10;

    /// <inheritdoc/>
    public async Task<Result<SchemaRegistered>> RegisterAsync(
        Caller caller, SchemaRegistration registration, CancellationToken cancellationToken)
    {
        if (CheckNames(registration) is { } wrong) return wrong;
        for (var attempt = 1; ; attempt++)
        {
            var schemaRef = registration.Ref ?? await NextRefAsync(caller.Tenant, registration, reusesDraft: true, cancellationToken);
            var result = await TryRegisterAsync(caller, schemaRef, registration, cancellationToken);
            // Somebody took the version, or changed the draft, in between.
            if (result is { } done && (done.IsOk || done.Problem.Code != LostRace || attempt == Attempts)) return done;
        }
    }

    /// <inheritdoc/>
    public async Task<Result<SchemaRecord>> ActivateAsync(Caller caller, string schemaRef, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller.Tenant, schemaRef, cancellationToken);
        if (!found.IsOk) return found;
        var schema = found.Value;
        if (schema.Tenant == TenantId.System) return SchemaProblems.SystemReadOnly(schemaRef);
        if (schema.Status == SchemaStatus.Active) return schema;
        if (schema.Status == SchemaStatus.Deprecated) return SchemaProblems.StatusConflict(schemaRef, schema.Status, SchemaStatus.Active);
        var problem = await CheckAsync(caller.Tenant, schemaRef, JsonValue.Parse(schema.Schema), isActive: true, "", cancellationToken);
        return problem ?? await MoveAsync(caller, schema, SchemaStatus.Active, "schema.activate", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<SchemaRecord>> DeprecateAsync(Caller caller, string schemaRef, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller.Tenant, schemaRef, cancellationToken);
        if (!found.IsOk) return found;
        var schema = found.Value;
        if (schema.Tenant == TenantId.System) return SchemaProblems.SystemReadOnly(schemaRef);
        if (schema.Status == SchemaStatus.Deprecated) return schema;
        if (schema.Status == SchemaStatus.Draft) return SchemaProblems.StatusConflict(schemaRef, schema.Status, SchemaStatus.Deprecated);
        return await MoveAsync(caller, schema, SchemaStatus.Deprecated, "schema.deprecate", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<SchemaRecord>> GetAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken) =>
        await store.Catalog.GetSchemaAsync(tenant, schemaRef, cancellationToken) is { } schema
            ? schema
            : SchemaProblems.NotFound(schemaRef, await directory.NearestAsync(tenant, schemaRef, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<SchemaRecord>> ListAsync(TenantId tenant, CancellationToken cancellationToken) =>
        store.Catalog.ListSchemasAsync(tenant, cancellationToken);

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<SchemaChange>>> DiffAsync(
        TenantId tenant, string from, string to, CancellationToken cancellationToken)
    {
        var old = await CompiledAsync(tenant, from, cancellationToken);
        if (!old.IsOk) return old.Problem;
        var @new = await CompiledAsync(tenant, to, cancellationToken);
        if (!@new.IsOk) return @new.Problem;
        SchemaChange[] changes = [.. SchemaDiff.Compare(old.Value, @new.Value)];
        return changes;
    }

    /// <inheritdoc/>
    public async Task<Result<JsonValue>> SampleAsync(TenantId tenant, string schemaRef, long seed, CancellationToken cancellationToken)
    {
        var schema = await CompiledAsync(tenant, schemaRef, cancellationToken);
        if (!schema.IsOk) return schema.Problem;
        return SchemaSample.TryGenerate(schema.Value, seed, null, out var sample) ? sample : SchemaProblems.NoSample(schemaRef);
    }

    private async Task<Result<JsonSchema>> CompiledAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(tenant, schemaRef, cancellationToken) is not { } schema)
            return SchemaProblems.NotFound(schemaRef, await directory.NearestAsync(tenant, schemaRef, cancellationToken));
        return schema.CompileError is { } error ? SchemaProblems.NotCompilable(error, "", []) : schema.Compiled;
    }

    private async Task<Result<SchemaRecord>> MoveAsync(
        Caller caller, SchemaRecord schema, string status, string operation, CancellationToken cancellationToken)
    {
        var moved = schema with { Status = status, UpdatedAt = clock.GetUtcNow() };
        return await UpdateAsync(caller, moved, schema, operation, cancellationToken) ? moved : SchemaProblems.ChangedMeanwhile(schema.Ref);
    }

    private async Task<bool> UpdateAsync(
        Caller caller, SchemaRecord schema, SchemaRecord read, string operation, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Catalog.UpdateSchemaAsync(schema, read, Audit(caller, operation, schema), cancellationToken);
        }
        finally
        {
            // Also after an error: the store may have taken the change all the same.
            changes.Changed(CatalogTopics.Schemas);
        }
    }

    private AuditRecord Audit(Caller caller, string operation, SchemaRecord schema) => new(
        ids.Next(), caller.Tenant, caller.Actor, operation, $"schema:{schema.Ref}",
        new JsonObjectBuilder().Add("contentHash", JsonValue.From(schema.ContentHash)).Build().ToUtf8());
}
