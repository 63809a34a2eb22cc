using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json.Nodes;

/// <summary>An object that was built, not parsed. Names are unique; nothing changes after the node is handed
/// out.</summary>
internal sealed class JsonObjectNode : JsonNode
{
    private const int IndexedFrom = 12;

    public static readonly JsonObjectNode Empty = new([], [], 0);

    public readonly string[] Names;
    public readonly JsonValue[] Values;
    public readonly int Count;
    public readonly int Height;
    private Dictionary<string, int>? _index;

    public JsonObjectNode(string[] names, JsonValue[] values, int count)
        : base(JsonForm.Object, JsonKind.Object)
    {
        Names = names;
        Values = values;
        Count = count;
        Height = JsonHeight.Above(values.AsSpan(0, count));
    }

    public int IndexOf(string name)
    {
        if (Count >= IndexedFrom) return Index().TryGetValue(name, out var found) ? found : -1;
        for (var i = 0; i < Count; i++)
            if (ReferenceEquals(Names[i], name) || string.Equals(Names[i], name)) return i;
        return -1;
    }

    public int IndexOf(ReadOnlySpan<byte> utf8Name)
    {
        for (var i = 0; i < Count; i++)
            if (JsonStringText.EqualsUtf16(utf8Name, Names[i])) return i;
        return -1;
    }

    private Dictionary<string, int> Index()
    {
        if (_index is { } ready) return ready;
        var index = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) index[Names[i]] = i;
        return _index = index;
    }
}
