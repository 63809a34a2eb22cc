using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>One <c>name: value</c>; a constant name is known beforehand.</summary>
internal sealed record GroupPair(Operation Key, Operation Value, int Position)
{
    public string? ConstantName { get; } =
        Key is LiteralOperation { Value.Kind: JsonKind.String } literal ? literal.Value.GetString() : null;
}

/// <summary><c>{name: value}</c>: gathers items by name, then evaluates each value on the items of its name.</summary>
internal sealed class GroupOperation(GroupPair[] pairs) : Operation
{
    private readonly bool _isPlain = Array.TrueForAll(pairs, pair => pair.ConstantName is not null)
        && pairs.DistinctBy(pair => pair.ConstantName).Count() == pairs.Length;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) => Apply(run, frame, context);

    public JsonValue Apply(Run run, Frame? frame, in JsonValue input)
    {
        Run.GuardStack();
        if (_isPlain && input.Kind != JsonKind.Array) return Construct(run, frame, input);
        var groups = new List<Group>();
        var byName = new Dictionary<string, Group>(StringComparer.Ordinal);
        if (input.Kind != JsonKind.Array || input.Count == 0)
        {
            var item = input.Kind == JsonKind.Array ? default : input;
            AddItem(run, frame, item, item, groups, byName);
        }
        else
        {
            foreach (var item in input.EnumerateArray()) AddItem(run, frame, item, item, groups, byName);
        }

        return Build(groups, (group, pair) => pair.Value.Evaluate(run, frame, group.Data(run)));
    }

    /// <summary>The same over tuples, whose variables are those of the path.</summary>
    public JsonValue Apply(Run run, TupleStream tuples)
    {
        var groups = new List<Group>();
        var byName = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var tuple in tuples.Items) AddItem(run, tuple.Frame, tuple.Item, new JsonValue(tuple), groups, byName);
        return Build(groups, (group, pair) =>
        {
            var merged = BoundTuple.Merge(run, group.Items);
            return pair.Value.Evaluate(run, merged.Frame, merged.Item);
        });
    }

    private JsonValue Construct(Run run, Frame? frame, in JsonValue input)
    {
        var names = new string[pairs.Length];
        var values = new JsonValue[pairs.Length];
        var count = 0;
        run.Tick(pairs.Length);
        foreach (var pair in pairs)
        {
            var value = pair.Value.Evaluate(run, frame, input);
            if (value.Reference is null) continue;
            names[count] = pair.ConstantName!;
            values[count++] = value;
        }

        return count == 0 ? JsonValue.EmptyObject : new JsonValue(new JsonObjectNode(names, values, count));
    }

    private void AddItem(
        Run run, Frame? frame, in JsonValue context, in JsonValue item, List<Group> groups, Dictionary<string, Group> byName)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            run.Tick();
            var key = pairs[i].Key.Evaluate(run, frame, context);
            if (key.Reference is null) continue;
            if (key.Kind != JsonKind.String)
                throw Errors.At(ErrorCode.KeyNotString, pairs[i].Position, "{", key.Kind.ToString().ToLowerInvariant());
            var name = key.GetString();
            if (!byName.TryGetValue(name, out var group))
            {
                groups.Add(byName[name] = group = new Group(name, i, run));
            }
            else if (group.Pair != i)
            {
                throw Errors.At(ErrorCode.KeyTwice, pairs[i].Position, "{", name);
            }

            group.Add(item);
        }
    }

    private JsonValue Build(List<Group> groups, Func<Group, GroupPair, JsonValue> valueOf)
    {
        var builder = new JsonObjectBuilder();
        foreach (var group in groups)
        {
            var value = valueOf(group, pairs[group.Pair]);
            if (value.Reference is not null) builder.AddUnique(group.Name, value);
        }

        return builder.BuildLast();
    }

    private sealed class Group(string name, int pair, Run run)
    {
        private ListBuilder _items = new(run);

        public string Name => name;

        public int Pair => pair;

        public ReadOnlySpan<JsonValue> Items => _items.Items;

        public void Add(in JsonValue item) => _items.Add(item);

        /// <summary>One item is itself the context; several are a list, into which arrays are merged.</summary>
        public JsonValue Data(Run run)
        {
            if (_items.Count == 1) return _items.Items[0];
            var merged = new ListBuilder(run);
            foreach (var item in _items.Items)
            {
                if (item.Kind == JsonKind.Array) merged.AddItems(item);
                else if (item.Reference is not null) merged.Add(item);
            }

            return merged.ToArray();
        }
    }
}
