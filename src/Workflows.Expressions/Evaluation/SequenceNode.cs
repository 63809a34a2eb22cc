using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Expressions.Evaluation;

/// <summary>
/// A list that a path or a function gathered, as opposed to an array that somebody wrote: with one item it becomes that
/// item, unless the author asked with <c>[]</c> to keep it.
/// </summary>
internal sealed class SequenceNode(JsonValue[] items, int count, bool keepSingleton = false)
    : JsonArrayNode(items, count)
{
    public readonly bool KeepSingleton = keepSingleton;

    /// <summary>Wraps an input that is itself an array, so that <c>$</c> means the whole array.</summary>
    public bool WrapsInput { get; init; }

    public SequenceNode Keeping() => KeepSingleton ? this : new SequenceNode(Items, Count, keepSingleton: true);
}

/// <summary>An array written as a step of a path; unlike others it is not merged into the list of results.</summary>
internal sealed class ConstructedArrayNode(JsonValue[] items, int count) : JsonArrayNode(items, count);
