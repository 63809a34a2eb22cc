using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Evaluation;

/// <summary>The rules of lists.</summary>
internal static class Sequence
{
    /// <summary>A gathered list without items is no value, and with one item it is that item.</summary>
    public static JsonValue Collapse(in JsonValue value)
    {
        if (value.Reference is not SequenceNode sequence || sequence.Count > 1) return value;
        if (sequence.Count == 0) return default;
        return sequence.KeepSingleton ? value : sequence.Items[0];
    }

    /// <summary>The same for an expression that is followed by <c>[]</c>.</summary>
    public static JsonValue CollapseKeeping(in JsonValue value)
    {
        if (value.Reference is not SequenceNode sequence) return value;
        return sequence.Count == 0 ? default : new JsonValue(sequence.Keeping());
    }

    public static JsonValue Of(JsonValue[] items, int count) => new(new SequenceNode(items, count));

    public static bool IsSequence(in JsonValue value) => value.Reference is SequenceNode;

    /// <summary>Whether the items are to be merged into a list of results.</summary>
    public static bool IsMergeable(in JsonValue value) =>
        value.Kind == JsonKind.Array && value.Reference is not ConstructedArrayNode;
}
