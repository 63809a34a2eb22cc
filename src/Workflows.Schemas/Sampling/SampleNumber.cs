using System.Globalization;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Sampling;

/// <summary>Numbers of a likely size for their name, inside the bounds and on the grid of <c>multipleOf</c>.</summary>
internal static class SampleNumber
{
    private const decimal Cent = 0.01m;
    private const decimal Far = 1_000_000_000_000m;

    public static JsonValue Of(SchemaShape shape, string name, bool isWhole, SampleRandom random)
    {
        decimal step = Step(shape, isWhole || IsCounted(SampleNames.Words(name)));
        var (least, most) = Range(shape, name, step);
        decimal first = Math.Ceiling(least / step);
        decimal last = Math.Floor(most / step);
        decimal units = last <= first ? first : first + random.Between(0, (long)Math.Min(last - first, long.MaxValue / 2));
        return ToJson(units * step);
    }

    // Several multipleOf hold together on the grid of their product, at the latest.
    private static decimal Step(SchemaShape shape, bool isWhole)
    {
        decimal step = isWhole ? 1m : Cent;
        var divisors = shape.All<MultipleOfKeyword>().Select(keyword => ToDecimal(keyword.Divisor)).Distinct().ToList();
        if (divisors.Count == 0)
            return step;
        decimal grid = divisors.Aggregate(1m, (product, divisor) => product * divisor);
        while (isWhole && grid != Math.Floor(grid))
            grid *= 10;
        return grid == 0 ? step : grid;
    }

    private static (decimal Least, decimal Most) Range(SchemaShape shape, string name, decimal step)
    {
        var (least, most) = Likely(SampleNames.Words(name));
        decimal lower = decimal.MinValue;
        decimal upper = decimal.MaxValue;
        foreach (var bound in shape.All<NumberBoundKeyword>())
        {
            decimal inset = bound.IsExclusive ? step : 0;
            decimal value = Math.Clamp(ToDecimal(bound.Bound), -Far * Far, Far * Far);
            if (bound.IsLower)
                lower = Math.Max(lower, value + inset);
            else
                upper = Math.Min(upper, value - inset);
        }
        if (most < lower || least > upper)
            return lower > decimal.MinValue ? (lower, Math.Min(upper, lower + 100 * step)) : (upper - 100 * step, upper);
        return (Math.Max(least, lower), Math.Min(most, upper));
    }

    private static bool IsCounted(IReadOnlyList<string> words) =>
        words.Any(word => word is "days" or "hours" or "minutes" or "seconds" or "count" or "quantity" or "attempts" or "year");

    private static (decimal Least, decimal Most) Likely(IReadOnlyList<string> words) => words[^1] switch
    {
        "percent" or "percentage" or "rate" or "score" or "confidence" => (5, 95),
        "latitude" or "lat" => (-60, 60),
        "longitude" or "lng" or "lon" => (-150, 150),
        "year" => (2024, 2027),
        "seconds" => (30, 3600),
        "minutes" => (5, 240),
        "ms" or "milliseconds" => (20, 5000),
        "hours" => (1, 72),
        "days" => (1, 60),
        "bytes" or "size" => (1024, 4_000_000),
        "order" or "position" or "index" or "level" or "rank" => (1, 9),
        "count" or "quantity" or "attempts" or "attempt" or "retries" => (1, 20),
        "amount" or "price" or "total" or "cost" or "balance" or "value" or "fee" or "tax" or "subtotal" => (10, 2500),
        _ => (1, 100),
    };

    private static decimal ToDecimal(JsonValue number) =>
        decimal.TryParse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : number.GetDouble() < 0 ? -Far * Far : Far * Far;

    private static JsonValue ToJson(decimal value) =>
        value == Math.Floor(value) && Math.Abs(value) < long.MaxValue
            ? JsonValue.From((long)value)
            : JsonValue.Parse(value.ToString(CultureInfo.InvariantCulture));
}
