using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Expressions.Evaluation;

/// <summary>The variables of one scope at run time; the compiler knows which slot holds which.</summary>
internal sealed class Frame(Frame? parent, JsonValue[] slots)
{
    // A variable may be bound to "no value", which hides an outer variable; an unset slot does not.
    private static readonly JsonValue BoundToNothing = new(new Nothing());

    public readonly Frame? Parent = parent;
    public readonly JsonValue[] Slots = slots;

    public static void Set(JsonValue[] slots, int slot, in JsonValue value) =>
        slots[slot] = value.IsMissing ? BoundToNothing : value;

    /// <summary>Whether the slot was bound, also when to no value.</summary>
    public bool TryGet(int slot, out JsonValue value)
    {
        value = Slots[slot];
        if (value.IsMissing) return false;
        if (value.Reference is Nothing) value = default;
        return true;
    }

    public Frame Up(int levels)
    {
        var frame = this;
        for (; levels > 0; levels--) frame = frame.Parent!;
        return frame;
    }

    private sealed class Nothing : JsonOpaque;
}
