using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json.Tape;

/// <summary>A parsed document: the caller's bytes and one entry per token. Immutable.</summary>
internal sealed class JsonTape(byte[] bytes, TapeEntry[] entries, int height)
    : JsonNode(JsonForm.Tape, JsonKind.Missing)
{
    private ElementOffsets? _lastIndexed;

    public readonly byte[] Bytes = bytes;
    public readonly TapeEntry[] Entries = entries;

    /// <summary>The deepest nesting in the document.</summary>
    public readonly int Height = height;

    public ReadOnlySpan<byte> Text(int index) => Bytes.AsSpan(Entries[index].Start, Entries[index].Length);

    public JsonValue ValueAt(int index) => new(this, ((long)Entries[index].Kind << 32) | (uint)index);

    public string StringAt(int index)
    {
        var text = Text(index);
        return Entries[index].Has(TapeEntry.Escaped) ? JsonStringText.Unescape(text) : JsonStringText.Decode(text);
    }

    public string NameAt(int index)
    {
        ref var entry = ref Entries[index];
        return entry.Has(TapeEntry.Escaped)
            ? JsonStringText.Unescape(Text(index)) : NameCache.Get(Text(index), entry.Link);
    }

    /// <summary>The index of the entry that follows the whole value at <paramref name="index"/>.</summary>
    public int After(int index) => Entries[index].Kind >= JsonKind.Array ? Entries[index].Link : index + 1;

    /// <summary>The index of the property's value, or -1.</summary>
    public int Find(int container, ReadOnlySpan<byte> utf8Name, int hash)
    {
        var entries = Entries;
        var end = entries[container].Link;
        for (var i = container + 1; i < end;)
        {
            ref var name = ref entries[i];
            if (name.Link == hash && !name.Has(TapeEntry.Shadowed) && NameEquals(i, utf8Name)) return i + 1;
            ref var value = ref entries[i + 1];
            i = value.Kind >= JsonKind.Array ? value.Link : i + 2;
        }

        return -1;
    }

    /// <summary>The index of an array's element, or -1. A scan is remembered, so that a loop over indices stays
    /// linear.</summary>
    public int ElementAt(int container, int position)
    {
        ref var array = ref Entries[container];
        if ((uint)position >= (uint)array.Count) return -1;
        if (array.Link == container + 1 + array.Count) return container + 1 + position;
        if (position < 4) return Skip(container + 1, position);
        var offsets = _lastIndexed;
        if (offsets is null || offsets.Container != container) _lastIndexed = offsets = IndexElements(container);
        return offsets.Starts[position];
    }

    private int Skip(int index, int elements)
    {
        for (; elements > 0; elements--) index = After(index);
        return index;
    }

    private bool NameEquals(int index, ReadOnlySpan<byte> utf8Name) =>
        Entries[index].Has(TapeEntry.Escaped)
            ? JsonStringText.EqualsUtf16(utf8Name, JsonStringText.Unescape(Text(index)))
            : Text(index).SequenceEqual(utf8Name);

    private ElementOffsets IndexElements(int container)
    {
        var starts = new int[Entries[container].Count];
        var index = container + 1;
        for (var i = 0; i < starts.Length; i++, index = After(index)) starts[i] = index;
        return new ElementOffsets(container, starts);
    }

    private sealed record ElementOffsets(int Container, int[] Starts);
}
