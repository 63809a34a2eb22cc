using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>The product's own helpers, which also work without the dollar.</summary>
internal static class HelperFunctions
{
    public static readonly Builtin[] All =
    [
        new("nowIso", "<:s>", "",
            "The present time of the run in ISO 8601, UTC.",
            0, a => JsonValue.From(DateFunctions.ToIso(a.Run.Context.Now))),
        new("coalesce", "<x+>", "value, …",
            "The first value that is neither missing nor null; null when there is none.", 2, Coalesce),
        new("len", "<x:n>", "value",
            "Items of a list or characters of a text; a single item counts as a list of one, missing and null as none.",
            1, Length),
        new("toString", "<x:s>", "value", "The value as text; empty for missing and null.", 1, ToText),
    ];

    private static JsonValue Coalesce(Arguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Kind > JsonKind.Null) return arguments[i];
        return JsonValue.Null;
    }

    // A filter that leaves one item gives the item itself, so counting it as 0 would surprise every author.
    private static JsonValue Length(Arguments arguments) => JsonValue.From(arguments[0].Kind switch
    {
        JsonKind.Missing or JsonKind.Null => 0,
        JsonKind.String => CodePoints.Count(arguments.Text(0)),
        JsonKind.Array => arguments[0].Count,
        _ => 1,
    });

    private static JsonValue ToText(Arguments arguments) =>
        arguments.Run.Text(arguments[0].IsMissingOrNull ? "" : TextOf.Value(arguments.Run, arguments[0]));
}
