using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Sampling;

/// <content>Arrays.</content>
internal sealed partial class ValueSampler
{
    private const int MaxItems = 1_000;
    private const int TriesForUnique = 20;

    private JsonValue ArrayOf(SchemaShape shape, string name, SampleRandom random, int depth)
    {
        bool isUnique = shape.All<UniqueItemsKeyword>().Any();
        var contained = shape.All<ContainsKeyword>().SelectMany(Contained).ToList();
        int count = CountItems(shape, contained.Count, random, depth);
        var items = new List<JsonValue>();
        var seen = new HashSet<JsonValue>(JsonEquality.Instance);
        for (int index = 0; index < count; index++)
        {
            var nodes = index < contained.Count ? [contained[index], .. shape.Item(index)] : shape.Item(index);
            var item = Item(nodes, Singular(name), random.Fork(index), depth, isUnique ? seen : null);
            if (!item.IsMissing)
                items.Add(item);
        }
        var builder = new JsonArrayBuilder();
        items.ForEach(item => builder.Add(item));
        return builder.Build();
    }

    private JsonValue Item(
        IReadOnlyList<SchemaNode> nodes, string name, SampleRandom random, int depth, HashSet<JsonValue>? seen)
    {
        for (int attempt = 0; attempt < TriesForUnique; attempt++)
        {
            var item = Value(nodes, name, attempt == 0 ? random : random.Fork(attempt), depth + 1);
            if (seen is null || seen.Add(item))
                return item;
        }
        return JsonValue.Missing;
    }

    private static IEnumerable<SchemaNode> Contained(ContainsKeyword keyword) =>
        Enumerable.Repeat(keyword.Schema, Math.Min(keyword.Least, MaxItems));

    private static int CountItems(SchemaShape shape, int contained, SampleRandom random, int depth)
    {
        var (least, most) = Sizes(shape, JsonKind.Array);
        int prefix = shape.PrefixLength;
        bool isClosed = shape.Item(prefix).Any(node => node.IsFalse);
        int wanted = depth >= FrugalDepth ? 0 : prefix > 0 ? prefix : 1 + random.Below(2);
        int count = Math.Max(Math.Max(wanted, contained), least);
        return Math.Min(Math.Min(count, most), isClosed ? prefix : MaxItems);
    }

    private static string Singular(string name) =>
        name.Length > 3 && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) ? name[..^1] : name;
}
