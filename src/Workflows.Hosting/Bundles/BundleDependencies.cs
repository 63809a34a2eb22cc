using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Bundles;

/// <summary>What definitions need of the system that they are imported into, for a person who reads the file.</summary>
internal static class BundleDependencies
{
    /// <summary>The summary: <c>actions</c> (id@version), <c>calendars</c>, <c>nodeTypes</c>, <c>schemaRefs</c>, <c>eventTypes</c>, each sorted.</summary>
    public static JsonValue Of(IEnumerable<JsonValue> definitions)
    {
        var (actions, nodes, schemas, events, calendars) = (Set(), Set(), Set(), Set(), Set());
        foreach (var definition in definitions)
        {
            if (Text(definition["trigger"]["calendar"]) is { } calendar) calendars.Add(calendar);
            Walk(definition);
        }

        var result = new JsonObjectBuilder();
        result.Add("actions", List(actions));
        result.Add("calendars", List(calendars));
        result.Add("eventTypes", List(events));
        result.Add("nodeTypes", List(nodes));
        result.Add("schemaRefs", List(schemas));
        return result.Build();

        void Walk(JsonValue value)
        {
            if (value.Kind == JsonKind.Array)
            {
                foreach (var item in value.EnumerateArray()) Walk(item);
                return;
            }

            if (value.Kind != JsonKind.Object) return;
            if (Text(value["id"]) is not null && Text(value["type"]) is { } type) nodes.Add(type);
            if (Text(value["actionId"]) is { } action) actions.Add($"{action}@{value["version"]}");
            if (Text(value["eventName"]) is { } name) events.Add(name);
            foreach (var key in (ReadOnlySpan<string>)["payloadSchemaRef", "sourcePayloadSchemaRef"])
                if (Text(value[key]) is { } schema) schemas.Add(schema);
            foreach (var property in value.EnumerateObject()) Walk(property.Value);
        }
    }

    private static SortedSet<string> Set() => new(StringComparer.Ordinal);

    private static string? Text(JsonValue value) => value.Kind == JsonKind.String ? value.GetString() : null;

    private static JsonValue List(SortedSet<string> texts)
    {
        var list = new JsonArrayBuilder();
        foreach (var text in texts) list.Add(JsonValue.From(text));
        return list.Build();
    }
}
