using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Evaluation;

/// <summary>
/// What a step or a predicate selected, without making a list of a single item: either a list whose items count one by
/// one, or one item (which may itself be an array).
/// </summary>
internal readonly struct Selection(JsonValue value, bool isList)
{
    public readonly JsonValue Value = value;
    public readonly bool IsList = isList;

    public bool IsEmpty => Value.IsMissing;

    public int Count => IsList ? Value.Count : Value.IsMissing ? 0 : 1;

    /// <summary>An evaluated value: an array means its items.</summary>
    public static Selection From(in JsonValue value) => new(value, value.Kind == JsonKind.Array);

    public static Selection From(in ListBuilder items) => items.Count switch
    {
        0 => default,
        1 => new Selection(items.Items[0], false),
        _ => new Selection(items.ToSequence(), true),
    };

    public void AddTo(ref ListBuilder items)
    {
        if (IsList) items.AddItems(Value);
        else if (!Value.IsMissing) items.Add(Value);
    }

    public JsonValue ToValue(bool keepArray)
    {
        if (!keepArray) return IsList ? Sequence.Collapse(Value) : Value;
        if (IsList) return Sequence.CollapseKeeping(Value);
        return Value.IsMissing ? default : new JsonValue(new SequenceNode([Value], 1, keepSingleton: true));
    }
}
