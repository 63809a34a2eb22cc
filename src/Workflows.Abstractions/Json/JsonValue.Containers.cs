using System.Text;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json;

/// <content>Arrays and objects.</content>
public readonly partial struct JsonValue
{
    /// <summary>Items of an array, or properties of an object; 0 for everything else.</summary>
    public int Count => Reference switch
    {
        JsonArrayNode array => array.Count,
        JsonObjectNode map => map.Count,
        JsonTape tape when Kind >= JsonKind.Array => tape.Entries[(int)Bits].Count,
        _ => 0,
    };

    /// <summary>The item at a position; <see cref="Missing"/> when out of range or not an array.</summary>
    public JsonValue this[int index]
    {
        get
        {
            if (Reference is JsonArrayNode array) return (uint)index < (uint)array.Count ? array.Items[index] : default;
            if (Reference is not JsonTape tape || Kind != JsonKind.Array) return default;
            var found = tape.ElementAt((int)Bits, index);
            return found < 0 ? default : tape.ValueAt(found);
        }
    }

    /// <summary>The value of a property; <see cref="Missing"/> when absent or not an object.</summary>
    public JsonValue this[string name] => TryGetProperty(name, out var value) ? value : default;

    /// <summary>Looks up a property by name.</summary>
    public bool TryGetProperty(string name, out JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Reference is JsonObjectNode map) return Found(map, map.IndexOf(name), out value);
        if (Reference is not JsonTape) return Found(null, -1, out value);
        var most = Encoding.UTF8.GetMaxByteCount(name.Length);
        Span<byte> buffer = most <= 256 ? stackalloc byte[256] : new byte[most];
        return TryGetProperty(buffer[..Encoding.UTF8.GetBytes(name, buffer)], out value);
    }

    /// <summary>Looks up a property by the UTF-8 form of its name.</summary>
    public bool TryGetProperty(ReadOnlySpan<byte> utf8Name, out JsonValue value)
    {
        if (Reference is JsonTape tape && Kind == JsonKind.Object)
        {
            var found = tape.Find((int)Bits, utf8Name, NameHash.Of(utf8Name));
            value = found < 0 ? default : tape.ValueAt(found);
            return found >= 0;
        }

        var map = Reference as JsonObjectNode;
        return Found(map, map?.IndexOf(utf8Name) ?? -1, out value);
    }

    /// <summary>The items in order; nothing when this is not an array.</summary>
    public JsonArrayEnumerator EnumerateArray() => new(this);

    /// <summary>The properties in document order; nothing when this is not an object.</summary>
    public JsonObjectEnumerator EnumerateObject() => new(this);

    /// <summary>Looks up by a prepared name, which saves encoding and hashing it again.</summary>
    internal JsonValue Get(JsonName name)
    {
        if (Reference is JsonTape tape)
        {
            if (Kind != JsonKind.Object) return default;
            var found = tape.Find((int)Bits, name.Utf8, name.Hash);
            return found < 0 ? default : tape.ValueAt(found);
        }

        if (Reference is not JsonObjectNode map) return default;
        var index = map.IndexOf(name.Text);
        return index < 0 ? default : map.Values[index];
    }

    private static bool Found(JsonObjectNode? map, int index, out JsonValue value)
    {
        value = index < 0 ? default : map!.Values[index];
        return index >= 0;
    }
}
