using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Functions;

/// <summary>Numbers.</summary>
internal static partial class NumberFunctions
{
    public static readonly Builtin[] All =
    [
        new("number", "<(nsb)-:n>", "value", "The value as a number.", 1, Number),
        new("abs", "<n-:n>", "number", "The number without its sign.", 1, a => Map(a, Math.Abs)),
        new("floor", "<n-:n>", "number", "The next integer below.", 1, a => Map(a, Math.Floor)),
        new("ceil", "<n-:n>", "number", "The next integer above.", 1, a => Map(a, Math.Ceiling)),
        new("round", "<n-n?:n>", "number, [digits]",
            "The number rounded to so many decimal places, halves to even.", 2, Round),
        new("power", "<n-n:n>", "base, exponent", "The base to the power of the exponent.", 2, Power),
        new("sqrt", "<n-:n>", "number", "The square root.", 1, SquareRoot),
        new("random", "<:n>", "",
            "A number from 0 up to 1; the same for the same seed.", 0, a => JsonValue.From(a.Run.Random.NextDouble())),
    ];

    /// <summary>Rounds halves to even; the shift is done on the decimal text, because multiplying would add
    /// noise.</summary>
    public static double Round(double number, int digits)
    {
        var shifted = digits == 0 ? number : Shift(number, digits);
        // So many digits that nothing is left to round.
        if (!double.IsFinite(shifted)) return number;
        var rounded = Math.Floor(shifted + 0.5);
        if (Math.Abs(rounded - shifted) == 0.5 && Math.Abs(rounded % 2) == 1) rounded--;
        var result = digits == 0 ? rounded : Shift(rounded, -digits);
        return result == 0 ? 0 : result;
    }

    private static double Shift(double number, int digits)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0
            ? 0 : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        return double.Parse($"{mantissa}E{exponent + digits}", NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static JsonValue Map(Arguments arguments, Func<double, double> change) =>
        arguments.Has(0) ? JsonValue.From(change(arguments.Number(0))) : default;

    private static JsonValue Number(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var value = arguments[0];
        return value.Kind switch
        {
            JsonKind.Number => value,
            JsonKind.Boolean => JsonValue.From(value.GetBoolean() ? 1 : 0),
            JsonKind.String => Parse(arguments, value.GetString()),
            _ => throw arguments.Error("D3030", value.Kind),
        };
    }

    private static JsonValue Parse(Arguments arguments, string text)
    {
        var number = double.NaN;
        if (Decimal().IsMatch(text))
            number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        else if (OtherRadix().IsMatch(text))
            number = Radix(text);
        return double.IsFinite(number) ? JsonValue.From(number) : throw arguments.Error("D3030", $"\"{text}\"");
    }

    private static double Radix(string text)
    {
        var radix = char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        var number = 0.0;
        foreach (var c in text.AsSpan(2)) number = (number * radix) + Convert.ToInt32(c.ToString(), 16);
        return number;
    }

    private static JsonValue Round(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var digits = arguments.Has(1) ? (int)Math.Clamp(arguments.Number(1), -400, 400) : 0;
        var result = Round(arguments.Number(0), digits);
        return double.IsFinite(result) ? JsonValue.From(result) : throw arguments.Error(ErrorCode.NumberRange);
    }

    private static JsonValue Power(Arguments arguments)
    {
        if (!arguments.Has(0) || !arguments.Has(1)) return default;
        var result = Math.Pow(arguments.Number(0), arguments.Number(1));
        return double.IsFinite(result) ? JsonValue.From(result) : throw arguments.Error("D3061");
    }

    private static JsonValue SquareRoot(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        return arguments.Number(0) >= 0
            ? JsonValue.From(Math.Sqrt(arguments.Number(0))) : throw arguments.Error("D3060");
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^(0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex OtherRadix();
}
