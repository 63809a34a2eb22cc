using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Functions.Pictures;

namespace Workflows.Expressions.Functions;

/// <summary>Dates and times. The present comes from the context, never from a clock.</summary>
internal static partial class DateFunctions
{
    private const string IsoPicture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";
    private const int LongestPicture = 500;
    private const double EarliestMillis = -62135596800000;
    private const double LatestMillis = 253402300799999;

    public static readonly Builtin[] All =
    [
        new("now", "<s?s?:s>", "[picture], [zone]", "The present time of the run as text.", 2, Now),
        new("millis", "<:n>", "",
            "The present time of the run in milliseconds since 1970.",
            0, a => JsonValue.From(a.Run.Context.Now.ToUnixTimeMilliseconds())),
        new("fromMillis", "<n-s?s?:s>", "milliseconds, [picture], [zone]",
            "The time as text: ISO 8601, or by a picture such as '[D01].[M01].[Y]'.", 3, FromMillis),
        new("toMillis", "<s-s?:n>", "text, [picture]",
            "The milliseconds since 1970 of a time in ISO 8601 or by a picture.", 2, ToMillis),
    ];

    /// <summary>ISO 8601 in UTC with milliseconds, as ECMAScript writes it.</summary>
    public static string ToIso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonValue Now(Arguments arguments) => Write(arguments, arguments.Run.Context.Now, 0);

    private static JsonValue FromMillis(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var millis = arguments.Number(0);
        if (millis is < EarliestMillis or > LatestMillis) throw arguments.Error(ErrorCode.NumberRange);
        return Write(arguments, DateTimeOffset.FromUnixTimeMilliseconds((long)millis), 1);
    }

    private static JsonValue Write(Arguments arguments, DateTimeOffset time, int first)
    {
        if (!arguments.Has(first) && !arguments.Has(first + 1)) return JsonValue.From(ToIso(time));
        var picture = DatePicture.Parse(arguments.Has(first)
            ? Picture(arguments, first) : IsoPicture, arguments.Function);
        var zone = arguments.Has(first + 1) ? Zone(arguments, arguments.Text(first + 1)) : TimeSpan.Zero;
        var ticks = time.UtcTicks + zone.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            throw arguments.Error(ErrorCode.NumberRange);
        return arguments.Run.Text(DateWriter.Write(new DateTimeOffset(ticks, zone), picture, arguments.Function));
    }

    private static TimeSpan Zone(Arguments arguments, string text)
    {
        if (text is "Z" or "z") return TimeSpan.Zero;
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
            || Math.Abs(offset) > 1400 || Math.Abs(offset) % 100 >= 60) throw arguments.Error("D3110", $"\"{text}\"");
        return new TimeSpan(offset / 100, offset % 100, 0);
    }

    private static JsonValue ToMillis(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        if (!arguments.Has(1)) return JsonValue.From(FromIso(text) ?? throw arguments.Error("D3110", $"\"{text}\""));
        var picture = DatePicture.Parse(Picture(arguments, 1), arguments.Function);
        var millis = new DateReader(picture, arguments.Function).Read(text, arguments.Run.Context.Now);
        return millis is { } found ? JsonValue.From(found) : default;
    }

    private static double? FromIso(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success) return null;
        var hasTime = match.Groups["time"].Success;
        var zone = match.Groups["zone"].Success ? match.Groups["zone"].Value : "Z";
        var fraction = match.Groups["fraction"].Success ? match.Groups["fraction"].Value.PadRight(3, '0')[..3] : "000";
        var month = match.Groups["month"].Success ? match.Groups["month"].Value : "01";
        var day = match.Groups["day"].Success ? match.Groups["day"].Value : "01";
        if (zone.Length == 5) zone = zone.Insert(3, ":");
        var full = $"{match.Groups["year"].Value}-{month}-{day}T{(hasTime ? match.Groups["time"].Value : "00:00:00")}.{fraction}{zone}";
        return DateTimeOffset.TryParseExact(full, "yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : null;
    }

    private static string Picture(Arguments arguments, int index)
    {
        var picture = arguments.Text(index);
        return picture.Length <= LongestPicture
            ? picture : throw Errors.Budget(ErrorCode.StringTooLong, LongestPicture);
    }

    [GeneratedRegex(
        @"^(?<year>\d{4})(-(?<month>[01]\d)(-(?<day>[0-3]\d))?)?(T(?<time>[0-2]\d:[0-5]\d:[0-5]\d)(\.(?<fraction>\d+))?)?(?<zone>[+-][0-2]\d:?[0-5]\d|Z)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
