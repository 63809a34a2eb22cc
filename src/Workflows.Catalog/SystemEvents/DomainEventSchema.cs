using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Catalog.SystemEvents;

/// <summary>Makes the payload schema of a domain event: JSON Schema 2020-12.</summary>
public static class DomainEventSchema
{
    /// <summary>What a schema ref is put behind to make the absolute URI that <c>$id</c> and <c>$ref</c> use.</summary>
    public const string UriPrefix = "schema:///";

    // Keywords that the list has under their JSON Schema name.
    private static readonly string[] Copied =
        ["description", "format", "const", "default", "minLength", "minimum", "maximum", "exclusiveMinimum"];

    /// <summary>The schema document, with <c>$id</c> <c>schema:///</c> and the event's ref. Unnamed properties are allowed.</summary>
    public static JsonValue Create(DomainEvent domainEvent)
    {
        ArgumentNullException.ThrowIfNull(domainEvent);
        var schema = new JsonObjectBuilder()
            .Add("$schema", JsonValue.From(SchemaDialect.Draft202012))
            .Add("$id", JsonValue.From(UriPrefix + domainEvent.PayloadSchemaRef))
            .Add("title", JsonValue.From(domainEvent.Name))
            .Add("description", JsonValue.From(domainEvent.Description))
            .Add("type", JsonValue.From("object"));
        AddFields(schema, domainEvent.Fields);
        return schema.Build();
    }

    private static void AddFields(JsonObjectBuilder schema, JsonValue fields)
    {
        var properties = new JsonObjectBuilder();
        var required = new JsonArrayBuilder();
        foreach (var field in fields.EnumerateArray())
        {
            properties.Add(field["name"].GetString(), Field(field));
            if (field["required"] == JsonValue.True)
                required.Add(field["name"]);
        }
        schema.Add("properties", properties.Build());
        if (required.Count > 0)
            schema.Add("required", required.Build());
    }

    private static JsonValue Field(JsonValue field)
    {
        var schema = new JsonObjectBuilder();
        bool isNullable = field["nullable"] == JsonValue.True;
        if (!field["type"].IsString("any"))
            schema.Add("type", isNullable ? OrNull(field["type"]) : field["type"]);
        foreach (string keyword in Copied)
        {
            if (field.TryGetProperty(keyword, out var value))
                schema.Add(keyword, value);
        }
        if (field.TryGetProperty("enum", out var values))
            schema.Add("enum", isNullable ? values.Append(JsonValue.Null) : values);
        if (field.TryGetProperty("fields", out var fields))
            AddFields(schema, fields);
        if (field.TryGetProperty("items", out var items))
            schema.Add("items", Field(items));
        if (field.TryGetProperty("additionalProperties", out var additional))
            schema.Add("additionalProperties", additional.Kind == JsonKind.Object ? Field(additional) : additional);
        return schema.Build();
    }

    private static JsonValue OrNull(JsonValue type) =>
        new JsonArrayBuilder().Add(type).Add(JsonValue.From("null")).Build();
}
