using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Sampling;

/// <content>Objects.</content>
internal sealed partial class ValueSampler
{
    private static readonly string[] MapKeys = ["status", "priority", "assignee", "category", "dueDate", "region"];

    private JsonValue ObjectOf(SchemaShape shape, SampleRandom random, int depth)
    {
        var (least, most) = Sizes(shape, JsonKind.Object);
        var names = PickNames(shape, random.Fork("names"), depth).ToList();
        while (names.Count > most && names.FindLastIndex(name => !shape.Required.Contains(name)) is >= 0 and var last)
            names.RemoveAt(last);
        for (int extra = 0; names.Count < least && extra < 2 * least; extra++)
        {
            string name = NewName(shape, extra, random);
            if (!names.Contains(name))
                names.Add(name);
        }

        var builder = new JsonObjectBuilder();
        foreach (string name in names)
            builder.Add(name, Value(NodesFor(shape, name), name, random.Fork(name), depth + 1));
        return builder.Build();
    }

    private IEnumerable<string> PickNames(SchemaShape shape, SampleRandom random, int depth)
    {
        int percent = depth >= FrugalDepth ? 0 : options.OptionalFieldPercent;
        var names = new List<string>();
        foreach (string name in shape.PropertyNames)
        {
            bool isPossible = NodesFor(shape, name).All(node => !node.IsFalse);
            if (shape.Required.Contains(name) || (isPossible && random.Fork(name).Chance(percent)))
                names.Add(name);
        }
        names.AddRange(shape.Required.Where(name => !names.Contains(name)));
        if (shape.PropertyNames.Count == 0 && names.Count == 0 && IsMap(shape) && depth < FrugalDepth)
            names.AddRange(Enumerable.Range(0, 1 + random.Below(2)).Select(index => NewName(shape, index, random)));
        AddDependents(shape, names);
        return names.Distinct();
    }

    private static bool IsMap(SchemaShape shape) =>
        shape.AdditionalProperties().Count > 0 || shape.All<PatternPropertiesKeyword>().Any();

    private static void AddDependents(SchemaShape shape, List<string> names)
    {
        var rules = shape.All<DependentRequiredKeyword>().SelectMany(keyword => keyword.Names).ToList();
        for (int i = 0; i < names.Count; i++)
        {
            foreach (var (_, dependents) in rules.Where(rule => rule.Key == names[i]))
                names.AddRange(dependents.Where(name => !names.Contains(name)));
        }
    }

    /// <summary>All subschemas that the value of a property must satisfy.</summary>
    private static List<SchemaNode> NodesFor(SchemaShape shape, string name)
    {
        var nodes = new List<SchemaNode>(shape.Property(name));
        foreach (var node in shape.Nodes)
        {
            var matching = node.Find<PatternPropertiesKeyword>()?.Patterns
                .Where(pattern => pattern.Matcher.IsMatch(name))
                .Select(pattern => pattern.Schema)
                .ToList() ?? [];
            nodes.AddRange(matching);
            bool isNamed = matching.Count > 0 || node.Find<PropertiesKeyword>()?.Names.Contains(name) == true;
            if (!isNamed && node.Find<AdditionalPropertiesKeyword>() is { } additional)
                nodes.Add(additional.Schema);
        }
        return nodes;
    }

    // A property that the schema does not name: from propertyNames, from a pattern, or an everyday word.
    private string NewName(SchemaShape shape, int index, SampleRandom random)
    {
        var fork = random.Fork(index);
        var allowed = shape.All<PropertyNamesKeyword>().Select(keyword => keyword.Schema).ToList();
        if (allowed.Count > 0 && Value(allowed, "key", fork, depth: 0) is { Kind: JsonKind.String } key)
            return key.GetString();
        var patterns = shape.All<PatternPropertiesKeyword>().SelectMany(keyword => keyword.Patterns).ToList();
        if (patterns.Count > 0)
            return PatternSample.Of(random.Pick(patterns).Matcher.Source, fork);
        return index < MapKeys.Length ? MapKeys[index] : $"key{index + 1}";
    }

    private static (int Least, int Most) Sizes(SchemaShape shape, JsonKind kind)
    {
        var sizes = shape.All<SizeKeyword>().Where(size => size.AppliesTo == kind).ToList();
        return (
            sizes.Where(size => size.IsLower).Select(size => size.Bound).DefaultIfEmpty(0).Max(),
            sizes.Where(size => !size.IsLower).Select(size => size.Bound).DefaultIfEmpty(int.MaxValue).Min());
    }
}
