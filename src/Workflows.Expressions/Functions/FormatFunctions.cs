using Workflows.Abstractions.Json;
using Workflows.Expressions.Functions.Pictures;

namespace Workflows.Expressions.Functions;

/// <summary>Numbers as text by picture.</summary>
internal static class FormatFunctions
{
    private const string DigitLetters = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int LongestPicture = 200;

    public static readonly Builtin[] All =
    [
        new("formatNumber", "<n-so?:s>", "number, picture, [symbols]",
            "The number by a picture such as '#,##0.00'.", 3, FormatNumber),
        new("formatBase", "<n-n?:s>", "number, [radix]",
            "The integer in another number system, 2 to 36.", 2, FormatBase),
        new("formatInteger", "<n-s:s>", "number, picture",
            "The integer by a picture: '0001', 'I', 'w', 'A', with ';o' for ordinals.", 2, FormatInteger),
        new("parseInteger", "<s-s:n>", "text, picture", "The integer that was written by a picture.", 2, ParseInteger),
    ];

    private static JsonValue FormatNumber(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        return arguments.Run.Text(DecimalFormat.Write(arguments.Number(0), Picture(arguments, 1),
            Symbols(arguments[2]), arguments.Function));
    }

    private static DecimalSymbols Symbols(JsonValue options)
    {
        var symbols = new DecimalSymbols();
        return new DecimalSymbols
        {
            DecimalSeparator = Symbol(options["decimal-separator"], symbols.DecimalSeparator),
            GroupingSeparator = Symbol(options["grouping-separator"], symbols.GroupingSeparator),
            ExponentSeparator = Symbol(options["exponent-separator"], symbols.ExponentSeparator),
            MinusSign = Symbol(options["minus-sign"], symbols.MinusSign),
            Percent = Symbol(options["percent"], symbols.Percent),
            PerMille = Symbol(options["per-mille"], symbols.PerMille),
            ZeroDigit = Symbol(options["zero-digit"], symbols.ZeroDigit),
            Digit = Symbol(options["digit"], symbols.Digit),
            PatternSeparator = Symbol(options["pattern-separator"], symbols.PatternSeparator),
        };
    }

    private static string Symbol(in JsonValue option, string usual) =>
        option.Kind == JsonKind.String && option.GetString() is { Length: > 0 } given ? given : usual;

    private static JsonValue FormatBase(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var value = NumberFunctions.Round(arguments.Number(0), 0);
        var radix = arguments.Has(1) ? NumberFunctions.Round(arguments.Number(1), 0) : 10;
        if (radix is < 2 or > 36) throw arguments.Error("D3100");
        var digits = new Stack<char>();
        for (var rest = Math.Abs(value); rest >= 1; rest = Math.Floor(rest / radix))
            digits.Push(DigitLetters[(int)(rest % radix)]);
        if (digits.Count == 0) digits.Push('0');
        if (value < 0) digits.Push('-');
        return JsonValue.From(new string([.. digits]));
    }

    private static JsonValue FormatInteger(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var picture = IntegerPicture.Parse(Picture(arguments, 1), arguments.Function);
        return arguments.Run.Text(IntegerFormat.Write(arguments.Number(0), picture, arguments.Function));
    }

    private static JsonValue ParseInteger(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var picture = IntegerPicture.Parse(Picture(arguments, 1), arguments.Function);
        var value = IntegerReader.Read(arguments.Text(0), picture, arguments.Function);
        return double.IsFinite(value) ? JsonValue.From(value) : default;
    }

    private static string Picture(Arguments arguments, int index)
    {
        var picture = arguments.Has(index) ? arguments.Text(index) : "";
        return picture.Length <= LongestPicture
            ? picture : throw Errors.Budget(ErrorCode.StringTooLong, LongestPicture);
    }
}
