using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Functions;

/// <summary>Numbers as text by picture.</summary>
internal static class FormatFunctions
{
    public static readonly Builtin[] All =
    [
        new("formatBase", "<n-n?:s>", "number, [radix]", "The integer in another number system, 2 to 36.", 2, FormatBase),
    ];

    private static JsonValue FormatBase(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var value = NumberFunctions.Round(arguments.Number(0), 0);
        var radix = arguments.Has(1) ? NumberFunctions.Round(arguments.Number(1), 0) : 10;
        if (radix is < 2 or > 36) throw arguments.Error("D3100");
        var digits = new Stack<char>();
        for (var rest = Math.Abs(value); rest >= 1; rest = Math.Floor(rest / radix))
            digits.Push("0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)]);
        if (digits.Count == 0) digits.Push('0');
        if (value < 0) digits.Push('-');
        return JsonValue.From(new string([.. digits]));
    }
}
