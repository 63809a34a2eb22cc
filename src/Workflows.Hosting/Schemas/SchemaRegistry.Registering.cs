using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Catalog.Schemas;
using Workflows.Catalog.SystemEvents;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Tenancy;
using Workflows.Schemas;

namespace Workflows.Hosting.Schemas;

public sealed partial class SchemaRegistry
{
    private const string LostRace = "SCHEMA_CHANGED";
    private const string SchemaPointer = "/schema";

    /// <summary>
    /// A record of new content, checked as if it were registered and activated now, under the next free version of a name. It is not stored.
    /// When the newest version has the same content, that one is the answer.
    /// </summary>
    /// <param name="caller">Who registers.</param>
    /// <param name="name">The ref without its version.</param>
    /// <param name="document">The JSON Schema.</param>
    /// <param name="pointer">The pointer of the schema in the request.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<Result<SchemaRegistered>> PrepareAsync(
        Caller caller, string name, JsonValue document, string pointer, CancellationToken cancellationToken)
    {
        var registration = new SchemaRegistration(null, name, document, Activate: true);
        var schemaRef = await NextRefAsync(caller.Tenant, registration, reusesDraft: false, cancellationToken);
        if (await CheckAsync(caller.Tenant, schemaRef, document, isActive: true, pointer, cancellationToken) is { } problem) return problem;
        return await store.Catalog.GetSchemaAsync(caller.Tenant, schemaRef, cancellationToken) is { } same
            ? new SchemaRegistered(same, IsNew: false)
            : new SchemaRegistered(NewRecord(caller, schemaRef, registration), IsNew: true);
    }

    private static Problem? CheckNames(SchemaRegistration registration)
    {
        if (registration is { Ref: { } schemaRef }) return SchemaProblems.IsRef(schemaRef) ? null : SchemaProblems.InvalidRef("/ref");
        // Room for ".v" and the number.
        return SchemaProblems.IsRef(registration.Name!) && registration.Name!.Length <= SchemaProblems.MaxRefLength - 12
            ? null
            : SchemaProblems.InvalidRef("/name");
    }

    /// <summary>The version after the newest; the newest itself when it has the same content.</summary>
    private async Task<string> NextRefAsync(
        TenantId tenant, SchemaRegistration registration, bool reusesDraft, CancellationToken cancellationToken)
    {
        var known = await store.Catalog.ListSchemasAsync(tenant, cancellationToken);
        var newest = SchemaVersions.Newest(registration.Name!, known.Select(schema => schema.Ref));
        if (newest == 0) return SchemaVersions.RefOf(registration.Name!, 1);
        var newestRef = SchemaVersions.RefOf(registration.Name!, newest);
        var hash = JsonCanonical.Sha256(registration.Document);
        var same = known.Any(schema => schema.Ref == newestRef && schema.ContentHash == hash
            && (schema.Status == SchemaStatus.Active || (reusesDraft && schema.Status == SchemaStatus.Draft)));
        return same ? newestRef : SchemaVersions.RefOf(registration.Name!, newest + 1);
    }

    private async Task<Result<SchemaRegistered>> TryRegisterAsync(
        Caller caller, string schemaRef, SchemaRegistration registration, CancellationToken cancellationToken)
    {
        var document = registration.Document;
        if (await CheckAsync(caller.Tenant, schemaRef, document, registration.Activate, SchemaPointer, cancellationToken) is { } problem)
            return problem;
        var known = await store.Catalog.GetSchemaAsync(caller.Tenant, schemaRef, cancellationToken);
        var wanted = NewRecord(caller, schemaRef, registration);
        if (known is null) return await InsertAsync(caller, wanted, cancellationToken);
        if (known.ContentHash == wanted.ContentHash)
        {
            if (!registration.Activate || known.Status != SchemaStatus.Draft) return new SchemaRegistered(known, IsNew: false);
            var active = await MoveAsync(caller, known, SchemaStatus.Active, "schema.activate", cancellationToken);
            return active.IsOk ? new SchemaRegistered(active.Value, IsNew: false) : active.Problem;
        }

        // Nobody asked for this version: it was free a moment ago.
        if (registration.Ref is null) return SchemaProblems.ChangedMeanwhile(schemaRef);
        if (known.Status != SchemaStatus.Draft) return SchemaProblems.RefConflict(schemaRef, known.Status);
        var replaced = wanted with { CreatedAt = known.CreatedAt };
        return await UpdateAsync(caller, replaced, known, "schema.replace", cancellationToken)
            ? new SchemaRegistered(replaced, IsNew: false)
            : SchemaProblems.ChangedMeanwhile(schemaRef);
    }

    private async Task<Result<SchemaRegistered>> InsertAsync(Caller caller, SchemaRecord schema, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Catalog.CreateSchemaAsync(schema, Audit(caller, "schema.register", schema), cancellationToken)
                ? new SchemaRegistered(schema, IsNew: true)
                : SchemaProblems.ChangedMeanwhile(schema.Ref);
        }
        finally
        {
            changes.Changed(CatalogTopics.Schemas);
        }
    }

    private SchemaRecord NewRecord(Caller caller, string schemaRef, SchemaRegistration registration)
    {
        var now = clock.GetUtcNow();
        return new SchemaRecord
        {
            Tenant = caller.Tenant,
            Ref = schemaRef,
            Status = registration.Activate ? SchemaStatus.Active : SchemaStatus.Draft,
            Schema = registration.Document.ToUtf8(),
            ContentHash = JsonCanonical.Sha256(registration.Document),
            CreatedBy = caller.Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>Whether a schema can be compiled and, to be active, leads to nothing that may still change.</summary>
    private async Task<Problem?> CheckAsync(
        TenantId tenant, string schemaRef, JsonValue document, bool isActive, string pointer, CancellationToken cancellationToken)
    {
        if (document["$id"] is { Kind: JsonKind.String } id && id.GetString().StartsWith(DomainEventSchema.UriPrefix, StringComparison.Ordinal)
            && !id.IsString(DomainEventSchema.UriPrefix + schemaRef))
            return SchemaProblems.ForeignIdentifier(id.GetString(), pointer);
        var compilation = await directory.CompileAsync(tenant, schemaRef, document, cancellationToken);
        if (compilation.Error is { } error)
            return SchemaProblems.NotCompilable(error, pointer, await NearestAsync(tenant, document, error, cancellationToken));
        var draft = isActive ? compilation.References.FirstOrDefault(reference => reference.Value == SchemaStatus.Draft).Key : null;
        return draft is null ? null : SchemaProblems.DraftReference(draft, pointer);
    }

    private async Task<IReadOnlyList<string>> NearestAsync(
        TenantId tenant, JsonValue document, SchemaCompileError error, CancellationToken cancellationToken)
    {
        if (error.Code != SchemaErrorCodes.UnresolvedReference || !JsonPointer.TryParse(error.Pointer, out var pointer)) return [];
        var reference = pointer.Resolve(document);
        if (reference.Kind != JsonKind.String) return [];
        var text = reference.GetString().Split('#')[0];
        if (text.StartsWith(DomainEventSchema.UriPrefix, StringComparison.Ordinal)) text = text[DomainEventSchema.UriPrefix.Length..];
        return await directory.NearestAsync(tenant, text, cancellationToken);
    }
}
