using System.Reflection;
using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Engine.Palette;

/// <summary>The types of steps, and the JSON Schema of whole definitions that is made of them.</summary>
public static class NodePalette
{
    private static readonly JsonValue Source = Load();

    /// <summary>All types of steps, in the order of the palette.</summary>
    public static IReadOnlyList<NodeDescription> All { get; } = Read();

    /// <summary>The JSON Schema (2020-12) of definitions, for editors. Validation says more than it can.</summary>
    public static JsonValue DefinitionSchema { get; } = MakeDefinitionSchema();

    private static JsonValue Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("palette.json")!;
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return JsonValue.Parse(text);
    }

    private static List<NodeDescription> Read()
    {
        var nodes = new List<NodeDescription>();
        foreach (var node in Source["nodes"].EnumerateArray())
        {
            var isBlock = node["isBlock"].GetBoolean();
            nodes.Add(new NodeDescription
            {
                Type = node["type"].GetString(),
                Label = node["label"].GetString(),
                Category = node["category"].GetString(),
                Description = node["description"].GetString(),
                Icon = node["icon"].GetString(),
                IsBlock = isBlock,
                ConfigSchema = Closed(node["schema"]).With("$schema", JsonValue.From(SchemaDialect.Draft202012)).With("$defs", Definitions()),
                Examples = node["examples"],
            });
        }

        return nodes;
    }

    private static JsonValue Closed(JsonValue schema) =>
        JsonValue.EmptyObject.With("type", JsonValue.From("object")).With("additionalProperties", JsonValue.False)
            .With("required", schema["required"].IsMissing ? JsonValue.EmptyArray : schema["required"]).With("properties", schema["properties"]);

    /// <summary>What the schemas of nodes share, with a step as any object: a node's schema ends at the steps inside it.</summary>
    private static JsonValue Definitions() =>
        Source["$defs"].With("step", JsonValue.Parse("""{"type":"object","required":["id","type"]}"""));

    private static JsonValue MakeDefinitionSchema()
    {
        var steps = new JsonArrayBuilder();
        foreach (var node in Source["nodes"].EnumerateArray()) steps.Add(StepSchema(node));
        var step = JsonValue.EmptyObject.With("oneOf", steps.Build());
        return JsonValue.Parse(
            $$"""
            {"$schema":"{{SchemaDialect.Draft202012}}","title":"Workflow definition","type":"object","required":["name","steps"],"additionalProperties":false,
             "properties":{
               "$schema":{"type":"string"},"id":{},"version":{},"name":{"type":"string","minLength":1,"maxLength":200},
               "description":{"type":"string","maxLength":2000},"payloadSchemaMode":{"enum":["inferred","pinned"]},
               "payloadSchemaRef":{"type":"string","minLength":1,"maxLength":200},
               "trigger":{"oneOf":[
                 {"type":"null"},
                 {"type":"object","required":["type","eventName"],"additionalProperties":false,"properties":{
                   "type":{"const":"event"},"eventName":{"type":"string","minLength":1,"maxLength":200},"source":{"type":["string","null"]},"condition":{},
                   "predicates":{"type":["array","null"],"maxItems":25},"payloadMapping":{},"sourcePayloadSchemaRef":{"type":["string","null"]},
                   "throttle":{"type":["object","null"]},"maxConcurrency":{"type":"integer","minimum":1,"maximum":1000},"idempotencyKey":{} } },
                 {"type":"object","required":["type","runAt"],"additionalProperties":false,"properties":{
                   "type":{"const":"schedule"},"runAt":{"type":"string"},"catchUp":{"enum":["skip","fire-once","fire-all"]} } },
                 {"type":"object","required":["type","cron"],"additionalProperties":false,"properties":{
                   "type":{"const":"recurring"},"cron":{"type":"string","minLength":1,"maxLength":200},
                   "timezone":{"type":["string","null"],"maxLength":100},"days":{"enum":["any","business","nonBusiness"]},
                   "calendar":{"type":["string","null"],"maxLength":100},"catchUp":{"enum":["skip","fire-once","fire-all"]} } }]},
               "steps":{"$ref":"#/$defs/steps"} } }
            """).With("$defs", Source["$defs"].With("step", step));
    }

    private static JsonValue StepSchema(JsonValue node)
    {
        var properties = JsonValue.Parse(
            """{"id":{"type":"string","minLength":1,"maxLength":100},"type":{},"name":{"type":"string","minLength":1,"maxLength":200}}""")
            .With("type", JsonValue.EmptyObject.With("const", node["type"]));
        var required = JsonValue.Parse("""["id","type"]""");
        if (node["isBlock"].GetBoolean())
        {
            foreach (var property in node["schema"]["properties"].EnumerateObject()) properties = properties.With(property.Name, property.Value);
            foreach (var name in node["schema"]["required"].EnumerateArray()) required = required.Append(name);
        }
        else
        {
            properties = properties.With("config", Closed(node["schema"]))
                .With("retry", JsonValue.Parse("""{"$ref":"#/$defs/retry"}""")).With("onError", JsonValue.Parse("""{"$ref":"#/$defs/onError"}"""));
            if (node["schema"]["required"].Count > 0) required = required.Append(JsonValue.From("config"));
        }

        return JsonValue.EmptyObject.With("type", JsonValue.From("object")).With("title", node["label"]).With("description", node["description"])
            .With("required", required).With("properties", properties).With("additionalProperties", JsonValue.False);
    }
}
