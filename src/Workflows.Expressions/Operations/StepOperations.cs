using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Operations;

/// <summary>A field name: the value of the field, or of the field in every item of a list.</summary>
internal sealed class NameOperation(JsonName name) : Operation
{
    public JsonName Name => name;

    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context) =>
        Sequence.Collapse(Lookup(run, context, name));

    public override JsonValue EvaluateRaw(Run run, Frame? frame, in JsonValue context) => Lookup(run, context, name);

    /// <summary>The value before the rule of one item.</summary>
    public static JsonValue Lookup(Run run, in JsonValue context, JsonName name)
    {
        var kind = context.Kind;
        if (kind == JsonKind.Object) return context.Get(name);
        if (kind != JsonKind.Array) return default;
        var list = new ListBuilder(run);
        AddFrom(run, context, name, ref list);
        return list.ToSequence();
    }

    private static void AddFrom(Run run, in JsonValue array, JsonName name, ref ListBuilder list)
    {
        Run.GuardStack();
        foreach (var item in array.EnumerateArray())
        {
            run.Tick();
            if (item.Kind == JsonKind.Array)
            {
                AddFrom(run, item, name, ref list);
                continue;
            }

            var value = item.Get(name);
            if (value.Kind == JsonKind.Array) list.AddItems(value);
            else if (value.Reference is not null) list.Add(value);
        }
    }
}

/// <summary><c>*</c>: the values of all fields; arrays among them are flattened.</summary>
internal sealed class WildcardOperation : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        var source = context.Reference is SequenceNode { WrapsInput: true } wrapped ? wrapped.Items[0] : context;
        var list = new ListBuilder(run);
        foreach (var property in source.EnumerateObject()) AddFlat(run, property.Value, ref list);
        foreach (var item in source.EnumerateArray()) AddFlat(run, item, ref list);
        return list.ToCollapsed();
    }

    private static void AddFlat(Run run, in JsonValue value, ref ListBuilder list)
    {
        run.Tick();
        Run.GuardStack();
        if (value.Kind != JsonKind.Array) list.Add(value);
        else
            foreach (var item in value.EnumerateArray()) AddFlat(run, item, ref list);
    }
}

/// <summary><c>**</c>: the context and everything below it, without the arrays themselves.</summary>
internal sealed class DescendantsOperation : Operation
{
    public override JsonValue Evaluate(Run run, Frame? frame, in JsonValue context)
    {
        if (context.IsMissing) return default;
        var list = new ListBuilder(run);
        Add(run, context, ref list);
        return list.ToCollapsed();
    }

    private static void Add(Run run, in JsonValue value, ref ListBuilder list)
    {
        run.Tick();
        Run.GuardStack();
        if (value.Kind != JsonKind.Array) list.Add(value);
        foreach (var item in value.EnumerateArray()) Add(run, item, ref list);
        foreach (var property in value.EnumerateObject()) Add(run, property.Value, ref list);
    }
}
