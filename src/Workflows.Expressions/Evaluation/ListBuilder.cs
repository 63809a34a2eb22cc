using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Expressions.Evaluation;

/// <summary>Gathers items under the limits of the run.</summary>
internal struct ListBuilder(Run run)
{
    private JsonValue[] _items = [];
    private int _count;

    public readonly int Count => _count;

    public readonly ReadOnlySpan<JsonValue> Items => _items.AsSpan(0, _count);

    public void Add(in JsonValue item)
    {
        if (_count == _items.Length) Grow(_count + 1);
        _items[_count++] = item;
    }

    /// <summary>Adds the items of an array, or the value itself.</summary>
    public void AddMerged(in JsonValue value)
    {
        if (Sequence.IsMergeable(value)) AddItems(value);
        else Add(value);
    }

    public void AddItems(in JsonValue array)
    {
        var count = array.Count;
        run.Tick(count);
        if (_count + count > _items.Length) Grow(_count + count);
        array.CopyItemsTo(_items.AsSpan(_count));
        _count += count;
    }

    /// <summary>A gathered list, whatever its length.</summary>
    public readonly JsonValue ToSequence() => Sequence.Of(_items, _count);

    /// <summary>A gathered list after the rule of one item.</summary>
    public readonly JsonValue ToCollapsed() => _count switch
    {
        0 => default,
        1 => _items[0],
        _ => Sequence.Of(_items, _count),
    };

    /// <summary>An array as if somebody had written it.</summary>
    public readonly JsonValue ToArray() => new(new JsonArrayNode(_items, _count));

    public readonly JsonValue ToConstructed() => new(new ConstructedArrayNode(_items, _count));

    private void Grow(int needed)
    {
        var size = Math.Max(needed, Math.Max(4, _items.Length * 2));
        run.ReserveItems(Math.Max(needed, Math.Min(size, run.Limits.MaxSequenceLength)));
        Array.Resize(ref _items, size);
    }
}
