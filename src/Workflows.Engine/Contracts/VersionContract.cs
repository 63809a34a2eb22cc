using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Engine.Contracts;

/// <summary>
/// What was resolved when a version was published, with copies of the schemas: runs rest on it, whatever happens to catalog and registry later.
/// </summary>
public sealed record VersionContract
{
    private const string UriPrefix = "schema:///";

    /// <summary><c>inferred</c> or <c>pinned</c>; null when the version has no payload schema.</summary>
    public string? Mode { get; init; }

    /// <summary>The ref of the payload's schema; null when any payload will do.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary>SHA-256 of the canonical JSON of <see cref="PayloadSchema"/>, lower-case hexadecimal; null when there is none.</summary>
    public string? PayloadSchemaHash { get; init; }

    /// <summary>The payload's schema with its keys sorted; Missing when there is none.</summary>
    public JsonValue PayloadSchema { get; init; }

    /// <summary>The schemas that it refers to, by ref.</summary>
    public IReadOnlyDictionary<string, JsonValue> ReferencedSchemas { get; init; } = new Dictionary<string, JsonValue>();

    /// <summary>The ref of the schema of the trigger's events; null when there is none.</summary>
    public string? SourcePayloadSchemaRef { get; init; }

    /// <summary>Where the payload's schema comes from: <c>pinned</c>, <c>trigger</c> (its override) or <c>catalog</c>; null when there is none.</summary>
    public string? Provenance { get; init; }

    /// <summary>Whether the trigger has a mapping, which is applied to every event then.</summary>
    public bool MappingApplied { get; init; }

    /// <summary>What validation found at publishing: warnings; an array.</summary>
    public JsonValue Findings { get; init; } = JsonValue.EmptyArray;

    /// <summary>The stored form.</summary>
    public JsonValue ToJson()
    {
        var json = new JsonObjectBuilder();
        Add(json, "payloadSchemaMode", Mode);
        Add(json, "payloadSchemaRef", PayloadSchemaRef);
        Add(json, "payloadSchemaHash", PayloadSchemaHash);
        Add(json, "sourcePayloadSchemaRef", SourcePayloadSchemaRef);
        Add(json, "provenance", Provenance);
        json.Add("mappingApplied", JsonValue.From(MappingApplied));
        if (!PayloadSchema.IsMissing) json.Add("payloadSchema", PayloadSchema);
        if (ReferencedSchemas.Count > 0)
        {
            var schemas = new JsonObjectBuilder();
            foreach (var (name, schema) in ReferencedSchemas.OrderBy(pair => pair.Key, StringComparer.Ordinal)) schemas.Add(name, schema);
            json.Add("referencedSchemas", schemas.Build());
        }

        return json.Add("findings", Findings).Build();
    }

    /// <summary>Reads the stored form; an empty contract from a version that has none.</summary>
    public static VersionContract Read(ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty) return new VersionContract();
        var json = JsonValue.Parse(stored);
        var referenced = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var schema in json["referencedSchemas"].EnumerateObject()) referenced[schema.Name] = schema.Value;
        return new VersionContract
        {
            Mode = Text(json["payloadSchemaMode"]),
            PayloadSchemaRef = Text(json["payloadSchemaRef"]),
            PayloadSchemaHash = Text(json["payloadSchemaHash"]),
            PayloadSchema = json["payloadSchema"],
            ReferencedSchemas = referenced,
            SourcePayloadSchemaRef = Text(json["sourcePayloadSchemaRef"]),
            Provenance = Text(json["provenance"]),
            MappingApplied = json["mappingApplied"] == JsonValue.True,
            Findings = json["findings"],
        };
    }

    /// <summary>Compiles the contract.</summary>
    /// <exception cref="SchemaCompileException">The schema cannot be compiled.</exception>
    public PayloadContract Compile()
    {
        if (PayloadSchema.IsMissing) return new PayloadContract(null, SourcePayloadSchemaRef, null);
        var options = SchemaCompileOptions.Default with
        {
            BaseUri = UriPrefix + PayloadSchemaRef, Resolver = new Snapshot(ReferencedSchemas),
        };
        return new PayloadContract(PayloadSchemaRef, SourcePayloadSchemaRef, JsonSchema.Compile(PayloadSchema, options));
    }

    private static void Add(JsonObjectBuilder json, string name, string? value)
    {
        if (value is not null) json.Add(name, JsonValue.From(value));
    }

    private static string? Text(JsonValue value) => value.Kind == JsonKind.String ? value.GetString() : null;

    private sealed class Snapshot(IReadOnlyDictionary<string, JsonValue> schemas) : ISchemaResolver
    {
        public bool TryResolve(string uri, out JsonValue schema)
        {
            schema = default;
            return uri.StartsWith(UriPrefix, StringComparison.Ordinal) && schemas.TryGetValue(uri[UriPrefix.Length..], out schema);
        }
    }
}
