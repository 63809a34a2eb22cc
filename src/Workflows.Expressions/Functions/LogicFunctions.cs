using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>Truth, types and deliberate errors.</summary>
internal static class LogicFunctions
{
    public static readonly Builtin[] All =
    [
        new("boolean", "<x-:b>", "value",
            "Whether the value counts as true: not empty, not zero, not null.",
            1, a => IsGiven(a) ? JsonValue.From(Truth.Of(a[0])) : default),
        new("not", "<x-:b>", "value",
            "Whether the value counts as false.", 1, a => IsGiven(a) ? JsonValue.From(!Truth.Of(a[0])) : default),
        new("exists", "<x:b>", "value",
            "Whether there is a value at all; null is one.", 1, a => JsonValue.From(IsGiven(a))),
        new("type", "<x:s>", "value", "null, number, string, boolean, array, object or function.", 1, Type),
        new("error", "<s?:x>", "[message]", "Ends the evaluation with an error.", 1, Error),
        new("assert", "<bs?:x>", "condition, [message]",
            "Ends the evaluation with an error unless the condition holds.", 2, Assert),
    ];

    private static bool IsGiven(Arguments arguments) => arguments[0].Reference is not null;

    private static JsonValue Type(Arguments arguments)
    {
        if (!IsGiven(arguments)) return default;
        var kind = arguments[0].Kind;
        return JsonValue.From(kind == JsonKind.Missing ? "function" : kind.ToString().ToLowerInvariant());
    }

    private static JsonValue Error(Arguments arguments) =>
        throw arguments.Error("D3137", Message(arguments, 0, "$error() was called."));

    private static JsonValue Assert(Arguments arguments)
    {
        if (arguments.Has(0) && arguments[0].GetBoolean()) return default;
        throw arguments.Error("D3141", Message(arguments, 1, "An assertion does not hold."));
    }

    private static string Message(Arguments arguments, int index, string usual) =>
        arguments.Has(index) && arguments.Text(index) is { Length: > 0 } given ? given : usual;
}
