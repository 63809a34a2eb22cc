using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Json;
using Workflows.Schemas.Diffing;

namespace Workflows.ClientApi.Schemas;

/// <summary>A schema of the registry.</summary>
internal sealed record SchemaBody
{
    /// <summary>The ref: <c>payload.TicketCreated.v1</c>.</summary>
    public required string Ref { get; init; }

    /// <summary><c>draft</c>, <c>active</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>system</c> or <c>tenant</c>.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the canonical JSON (RFC 8785), lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Who registered it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status or, as a draft, its content changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The JSON Schema; left out in lists.</summary>
    public RawJson? Schema { get; init; }

    /// <summary>The body of a schema.</summary>
    public static SchemaBody Of(SchemaRecord schema) => new()
    {
        Ref = schema.Ref,
        Status = schema.Status,
        Source = SourceOf(schema),
        ContentHash = schema.ContentHash,
        CreatedBy = schema.CreatedBy,
        CreatedAt = schema.CreatedAt,
        UpdatedAt = schema.UpdatedAt,
        Schema = RawJson.OrNull(schema.Schema),
    };

    /// <summary>Whose schema it is.</summary>
    public static string SourceOf(SchemaRecord schema) => schema.Tenant == TenantId.System ? "system" : "tenant";
}

/// <summary>A page of schemas.</summary>
/// <param name="Items">The schemas by ref, without their content.</param>
/// <param name="NextCursor">Leads to the next page; absent on the last one.</param>
/// <param name="Total">How many schemas match in all.</param>
internal sealed record SchemaPage(IReadOnlyList<SchemaBody> Items, string? NextCursor, int Total);

/// <summary>A schema to register: with <c>ref</c>, or with <c>name</c> to have its next version.</summary>
/// <param name="Ref">The whole ref, <c>payload.TicketCreated.v2</c>.</param>
/// <param name="Name">The ref without its version, <c>payload.TicketCreated</c>.</param>
/// <param name="Schema">The JSON Schema (2020-12; draft-07 with its <c>$schema</c>).</param>
/// <param name="Status"><c>draft</c> (the default) or <c>active</c>.</param>
internal sealed record RegisterSchemaBody(string? Ref, string? Name, JsonValue Schema, string? Status);

/// <summary>What changes from one schema to another.</summary>
/// <param name="From">The old schema.</param>
/// <param name="To">The new one.</param>
/// <param name="Breaking">Whether a change breaks readers of the data.</param>
/// <param name="Changes">The changes in the order of the fields; none when both say the same.</param>
internal sealed record SchemaDiffBody(string From, string To, bool Breaking, IReadOnlyList<SchemaChangeBody> Changes)
{
    /// <summary>The body of changes.</summary>
    public static SchemaDiffBody Of(string from, string to, IReadOnlyList<SchemaChange> changes) =>
        new(from, to, SchemaDiff.IsBreaking(changes), [.. changes.Select(SchemaChangeBody.Of)]);
}

/// <summary>One difference between two schemas.</summary>
/// <param name="Kind">What changed: <c>propertyRemoved</c>, <c>typeWidened</c> …; docs/schemas.md lists the kinds.</param>
/// <param name="Impact"><c>breaking</c> or <c>compatible</c>, for readers of the data.</param>
/// <param name="Path">The field, as <c>order.lines[].price</c>; empty for the whole.</param>
/// <param name="Keyword">The keyword that says it.</param>
/// <param name="OldPointer">The place in the old schema.</param>
/// <param name="NewPointer">The place in the new schema.</param>
/// <param name="Old">The old value.</param>
/// <param name="New">The new value.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record SchemaChangeBody(
    string Kind, string Impact, string Path, string Keyword, string? OldPointer, string? NewPointer, JsonValue? Old, JsonValue? New,
    string Message)
{
    /// <summary>The body of a change.</summary>
    public static SchemaChangeBody Of(SchemaChange change) => new(
        CamelCase(change.Kind.ToString()), CamelCase(change.Impact.ToString()), change.Path, change.Keyword, change.OldPointer,
        change.NewPointer, change.Old.IsMissing ? null : change.Old, change.New.IsMissing ? null : change.New, change.Message);

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
