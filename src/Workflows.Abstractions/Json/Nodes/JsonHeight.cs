using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json.Nodes;

/// <summary>Bounds the nesting of built values, so that no walk over a value can exhaust the stack.</summary>
internal static class JsonHeight
{
    public static int Above(ReadOnlySpan<JsonValue> children)
    {
        var highest = 0;
        foreach (ref readonly var child in children) highest = Math.Max(highest, Of(child));
        if (highest >= JsonValue.MaxNesting)
            throw new JsonNestingException();
        return highest + 1;
    }

    private static int Of(in JsonValue value) => value.Reference switch
    {
        null or string or JsonTag => 0,
        JsonTape tape => value.Kind >= JsonKind.Array ? tape.Height : 0,
        JsonArrayNode array => array.Height,
        JsonObjectNode map => map.Height,
        _ => 0,
    };
}
