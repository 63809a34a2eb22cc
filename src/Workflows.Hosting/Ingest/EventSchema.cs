using Workflows.Abstractions.Events;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Ingest;

/// <summary>Which schema an event's payload was checked against, and who said so: its provenance, kept in <see cref="StoredEvent.Extra"/>.</summary>
/// <param name="Ref">The schema in effect; null when the payload was not checked.</param>
/// <param name="Origin"><c>submission</c> or <c>catalog</c>; null without a schema.</param>
/// <param name="Conflict">The catalog's ref, when the publisher named another one; its own won.</param>
public sealed record EventSchema(string? Ref, string? Origin, string? Conflict)
{
    private const string Submitted = "payloadSchemaRef";
    private const string FromCatalog = "schemaRef";
    private const string CatalogInConflict = "catalogSchemaRef";

    /// <summary>The provenance of a stored event.</summary>
    public static EventSchema Of(StoredEvent stored) => Of(stored.Extra.IsEmpty ? JsonValue.Missing : JsonValue.Parse(stored.Extra));

    /// <summary>The provenance in the rest of an envelope.</summary>
    public static EventSchema Of(JsonValue extra)
    {
        if (extra.IsMissing) return new EventSchema(null, null, null);
        if (AskedFor(extra) is { } submitted) return new EventSchema(submitted, "submission", Text(extra[CatalogInConflict]));
        var fromCatalog = Text(extra[FromCatalog]);
        return new EventSchema(fromCatalog, fromCatalog is null ? null : "catalog", null);
    }

    /// <summary>The schema that the publisher named; null when it named none.</summary>
    public static string? AskedFor(JsonValue extra) => extra.IsMissing ? null : Text(extra[Submitted]);

    /// <summary>Notes that the catalog's schema is in effect.</summary>
    internal static JsonValue NoteCatalog(JsonValue extra, JsonValue schemaRef) => Note(extra, FromCatalog, schemaRef);

    /// <summary>Notes that the catalog names another schema than the publisher.</summary>
    internal static JsonValue NoteConflict(JsonValue extra, string catalog) => Note(extra, CatalogInConflict, JsonValue.From(catalog));

    private static JsonValue Note(JsonValue extra, string name, JsonValue value) =>
        extra.IsMissing ? new JsonObjectBuilder().Add(name, value).Build() : extra.With(name, value);

    private static string? Text(JsonValue value) => value.Kind == JsonKind.String ? value.GetString() : null;
}
