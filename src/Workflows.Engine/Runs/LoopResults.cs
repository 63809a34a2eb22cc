using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

/// <summary>What the items of a loop came to, and which of it is stored already.</summary>
internal sealed class LoopResults(int items)
{
    private readonly JsonValue[] values = new JsonValue[items];
    private readonly List<int> fresh = [];
    private long freshBytes;

    /// <summary>The parts that hold results, in the order in which they were made.</summary>
    public List<int> Parts { get; } = [];

    /// <summary>Keeps what an item came to.</summary>
    /// <param name="index">The item's.</param>
    /// <param name="result">Missing for an item that failed and was let pass.</param>
    public void Keep(int index, JsonValue result)
    {
        values[index] = result;
        if (result.IsMissing) return;
        fresh.Add(index);
        freshBytes += result.MeasureUtf8(StateParts.MinBytes);
    }

    /// <summary>The results that are in no part: <c>[[index, value], …]</c>. Many of them become one.</summary>
    public JsonValue Encode(StateParts parts)
    {
        foreach (var part in Parts) parts.Use(part);
        if (freshBytes < StateParts.MinBytes) return Pairs();
        Parts.Add(parts.Add(Pairs()));
        fresh.Clear();
        freshBytes = 0;
        return JsonValue.EmptyArray;
    }

    /// <summary>All results, for a state without parts.</summary>
    public JsonValue EncodeWhole()
    {
        Parts.Clear();
        fresh.Clear();
        freshBytes = 0;
        for (var i = 0; i < values.Length; i++) Keep(i, values[i]);
        return Pairs();
    }

    /// <summary>Takes results as <see cref="Encode"/> gave them.</summary>
    /// <param name="pairs">The results.</param>
    /// <param name="part">The part that they come from; null when they were in the state itself.</param>
    public void Decode(JsonValue pairs, int? part)
    {
        if (part is { } number) Parts.Add(number);
        foreach (var pair in pairs.EnumerateArray())
        {
            pair[0].TryGetInt64(out var index);
            if (part is null) Keep((int)index, pair[1]);
            else values[index] = pair[1];
        }
    }

    /// <summary>All results in the order of the items; null for an item that failed and was let pass.</summary>
    public JsonValue ToList()
    {
        var list = new JsonArrayBuilder();
        foreach (var value in values) list.Add(value.IsMissing ? JsonValue.Null : value);
        return list.Build();
    }

    private JsonValue Pairs()
    {
        var pairs = new JsonArrayBuilder();
        foreach (var index in fresh) pairs.Add(JsonValue.EmptyArray.Append(JsonValue.From(index)).Append(values[index]));
        return pairs.Build();
    }
}
