using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Functions;

/// <summary>Numbers over lists.</summary>
internal static class AggregateFunctions
{
    public static readonly Builtin[] All =
    [
        new("count", "<a:n>", "list", "The number of items.", 1, a => JsonValue.From(a.Has(0) ? a[0].Count : 0)),
        new("sum", "<a<n>:n>", "numbers",
            "The sum.", 1, a => Fold(a, 0, (sum, number) => sum + number, keepsEmpty: true)),
        new("max", "<a<n>:n>", "numbers", "The largest.", 1, a => Fold(a, double.NegativeInfinity, Math.Max)),
        new("min", "<a<n>:n>", "numbers", "The smallest.", 1, a => Fold(a, double.PositiveInfinity, Math.Min)),
        new("average", "<a<n>:n>", "numbers", "The mean.", 1, Average),
    ];

    private static JsonValue Fold(Arguments arguments, double start, Func<double, double, double> fold,
        bool keepsEmpty = false)
    {
        if (!arguments.Has(0) || (arguments[0].Count == 0 && !keepsEmpty)) return default;
        var result = start;
        foreach (var item in arguments[0].EnumerateArray()) result = fold(result, item.GetDouble());
        return double.IsFinite(result) ? JsonValue.From(result) : throw arguments.Error(ErrorCode.NumberRange);
    }

    private static JsonValue Average(Arguments arguments)
    {
        var sum = Fold(arguments, 0, (total, number) => total + number);
        return sum.IsMissing ? default : JsonValue.From(sum.GetDouble() / arguments[0].Count);
    }
}
