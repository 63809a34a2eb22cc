using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Sampling;

/// <summary>One attempt at a sample. It aims at validity; the caller checks.</summary>
internal sealed partial class ValueSampler(JsonSchema schema, SampleOptions options)
{
    private const int MaxDepth = 16;
    private const int MaxValues = 2_000;
    private const int FrugalDepth = 5;
    private const int MaxChoices = 8;
    private const int NullPercent = 10;
    private const int DefaultPercent = 70;

    private int _values;

    public JsonValue Root(SampleRandom random) => Value([schema.Root], "", random, depth: 0);

    private JsonValue Value(IReadOnlyList<SchemaNode> nodes, string name, SampleRandom random, int depth)
    {
        if (depth > MaxDepth || ++_values > MaxValues)
            return JsonValue.Null;
        var shape = Choose(SchemaShape.Of(nodes), random.Fork("choice"));
        return Given(shape, random.Fork("given")) is { IsMissing: false } given
            ? given
            : OfType(shape, PickType(shape, name, random.Fork("type")), name, random.Fork("value"), depth);
    }

    /// <summary>Settles which alternative of each <c>anyOf</c>, <c>oneOf</c> and <c>if</c> the sample follows.</summary>
    private static SchemaShape Choose(SchemaShape shape, SampleRandom random)
    {
        var settled = new HashSet<object>();
        for (int round = 0; round < MaxChoices; round++)
        {
            var chosen = new List<SchemaNode>();
            foreach (var alternatives in shape.Alternatives().Where(settled.Add))
                chosen.Add(random.Pick(Possible(alternatives)));
            foreach (var condition in shape.All<IfKeyword>().Where(settled.Add))
                chosen.AddRange(Branch(condition, random));
            if (chosen.Count == 0)
                break;
            shape = SchemaShape.Of(shape.Nodes.Concat(chosen));
        }
        return shape;
    }

    private static IReadOnlyList<SchemaNode> Possible(SchemaNode[] alternatives)
    {
        var possible = alternatives.Where(node => !node.IsFalse).ToList();
        return possible.Count > 0 ? possible : alternatives;
    }

    private static IEnumerable<SchemaNode> Branch(IfKeyword condition, SampleRandom random)
    {
        bool follows = condition.Then is { IsFalse: false } && random.Chance(50);
        if (follows)
            return [condition.Condition, condition.Then!];
        return condition.Else is null ? [] : [condition.Else];
    }

    /// <summary>A value that the schema names itself: <c>const</c>, <c>enum</c>, <c>examples</c> or <c>default</c>.</summary>
    private JsonValue Given(SchemaShape shape, SampleRandom random)
    {
        if (shape.Values is { Count: > 0 } values)
        {
            var fitting = values.Where(value => Fits(shape, value)).ToList();
            return random.Pick(fitting.Count > 0 ? fitting : values);
        }
        var examples = new List<JsonValue>();
        foreach (var example in shape.Annotation("examples").EnumerateArray())
        {
            if (Fits(shape, example))
                examples.Add(example);
        }
        if (examples.Count > 0)
            return random.Pick(examples);
        var fallback = shape.Annotation("default");
        return !fallback.IsMissing && Fits(shape, fallback) && random.Chance(DefaultPercent) ? fallback : JsonValue.Missing;
    }

    private bool Fits(SchemaShape shape, JsonValue value) => schema.Satisfies(shape.Nodes, value);

    private static SchemaTypes PickType(SchemaShape shape, string name, SampleRandom random)
    {
        if (shape.Types == SchemaTypes.All)
            return Implied(shape, name);
        if (shape.Types.HasFlag(SchemaTypes.Null) && random.Chance(NullPercent))
            return SchemaTypes.Null;
        var types = Enum.GetValues<SchemaTypes>()
            .Where(type => int.PopCount((int)type) == 1 && type != SchemaTypes.Null && shape.Types.HasFlag(type))
            .ToList();
        if (types.Contains(SchemaTypes.Fraction))
            types.Remove(SchemaTypes.Integer);
        return types.Count > 0 ? random.Pick(types) : SchemaTypes.Null;
    }

    // Without a type the other keywords tell what the author had in mind.
    private static SchemaTypes Implied(SchemaShape shape, string name)
    {
        if (shape.PropertyNames.Count > 0 || shape.Required.Count > 0 || shape.AdditionalProperties().Count > 0
            || shape.All<SizeKeyword>().Any(size => size.AppliesTo == JsonKind.Object))
        {
            return SchemaTypes.Object;
        }
        if (shape.Item(0).Count > 0 || shape.All<ContainsKeyword>().Any()
            || shape.All<SizeKeyword>().Any(size => size.AppliesTo == JsonKind.Array))
        {
            return SchemaTypes.Array;
        }
        bool isNumber = shape.All<NumberBoundKeyword>().Any() || shape.All<MultipleOfKeyword>().Any();
        return isNumber ? SchemaTypes.Fraction : name.Length == 0 ? SchemaTypes.Object : SchemaTypes.String;
    }

    private JsonValue OfType(SchemaShape shape, SchemaTypes type, string name, SampleRandom random, int depth) => type switch
    {
        SchemaTypes.Object => ObjectOf(shape, random, depth),
        SchemaTypes.Array => ArrayOf(shape, name, random, depth),
        SchemaTypes.String => JsonValue.From(SampleText.Of(shape, name, options, random)),
        SchemaTypes.Boolean => JsonValue.From(random.Chance(50)),
        SchemaTypes.Integer => SampleNumber.Of(shape, name, isWhole: true, random),
        SchemaTypes.Fraction => SampleNumber.Of(shape, name, isWhole: false, random),
        _ => JsonValue.Null,
    };
}
