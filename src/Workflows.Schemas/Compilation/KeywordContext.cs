using Workflows.Abstractions.Json;
using Workflows.Schemas.Dialects;
using Workflows.Schemas.Locations;
using Workflows.Schemas.Numbers;
using Workflows.Schemas.Patterns;

namespace Workflows.Schemas.Compilation;

/// <summary>What a keyword is compiled from: its value, the schema around it, and the compiler for its subschemas.</summary>
internal sealed class KeywordContext(SchemaCompiler compiler, SchemaNode schema, string name)
{
    public string Name { get; } = name;

    public SchemaLocation Location { get; } = schema.Location.Append(name);

    public JsonValue Value { get; } = schema.Source[name];

    public Dialect Dialect => schema.Resource.Dialect;

    public SchemaCompileOptions Options => compiler.Options;

    /// <summary>The value of a keyword beside this one; missing when there is none, or the dialect does not know it.</summary>
    public JsonValue Sibling(string sibling) =>
        Dialect.Knows(sibling) ? schema.Source[sibling] : JsonValue.Missing;

    public KeywordContext ForSibling(string sibling) => new(compiler, schema, sibling);

    public SchemaNode Subschema() => compiler.Node(Location);

    public SchemaNode Subschema(string property) => compiler.Node(Location.Append(property));

    public SchemaNode Subschema(int index) => compiler.Node(Location.Append(index));

    /// <summary>The subschemas of a value that must be an array of at least one.</summary>
    public SchemaNode[] SubschemaList()
    {
        if (Value.Kind != JsonKind.Array || Value.Count == 0)
            throw Refuse("must be an array of at least one schema");
        return [.. Enumerable.Range(0, Value.Count).Select(Subschema)];
    }

    /// <summary>The subschemas of a value that must be an object of them.</summary>
    public Dictionary<string, SchemaNode> SubschemaMap()
    {
        if (Value.Kind != JsonKind.Object)
            throw Refuse("must be an object of schemas");
        var map = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var property in Value.EnumerateObject())
            map[property.Name] = Subschema(property.Name);
        return map;
    }

    public SchemaNode Reference() => compiler.Reference(Text(), schema.Resource, Location);

    public DynamicTarget DynamicReference() => compiler.DynamicReference(Text(), schema.Resource, Location);

    public DynamicTarget RecursiveReference() => compiler.RecursiveReference(schema.Resource);

    public string Text() => Value.Kind == JsonKind.String ? Value.GetString() : throw Refuse("must be a string");

    public bool Flag() => Value.Kind == JsonKind.Boolean ? Value.GetBoolean() : throw Refuse("must be a boolean");

    public JsonValue Number() => Value.Kind == JsonKind.Number ? Value : throw Refuse("must be a number");

    /// <summary>A count: a whole number from 0 up; those past the range of an int mean as much as its greatest.</summary>
    public int Count()
    {
        bool isWhole = Value.Kind == JsonKind.Number && NumberRules.IsInteger(Value) && Value.GetDouble() >= 0;
        return isWhole ? (int)Math.Min(Value.GetDouble(), int.MaxValue) : throw Refuse("must be a whole number from 0 up");
    }

    public string[] Names() => Names(Value, Location);

    public string[] Names(JsonValue list, SchemaLocation location)
    {
        if (list.Kind != JsonKind.Array)
            throw Refuse(location, "must be an array of strings");
        var names = new List<string>(list.Count);
        foreach (var item in list.EnumerateArray())
            names.Add(item.Kind == JsonKind.String ? item.GetString() : throw Refuse(location, "must be an array of strings"));
        return [.. names];
    }

    public PatternMatcher Pattern(string pattern, SchemaLocation location)
    {
        var limits = Options.Limits;
        if (pattern.Length > limits.MaxPatternLength)
            throw location.Refuse(SchemaErrorCodes.InvalidPattern, $"The pattern is longer than {limits.MaxPatternLength}.");
        try
        {
            return PatternMatcher.Compile(pattern, limits.PatternTimeout);
        }
        catch (PatternException error)
        {
            throw location.Refuse(SchemaErrorCodes.InvalidPattern, $"{error.Message} (at {error.Position} of '{pattern}')");
        }
    }

    public SchemaCompileException Refuse(string rule) => Refuse(Location, rule);

    private SchemaCompileException Refuse(SchemaLocation location, string rule) =>
        location.Refuse(SchemaErrorCodes.InvalidKeyword, $"'{Name}' {rule}.");
}
