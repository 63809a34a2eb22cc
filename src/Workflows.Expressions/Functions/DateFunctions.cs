using System.Globalization;
using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Functions;

/// <summary>Dates and times. The present comes from the context, never from a clock.</summary>
internal static class DateFunctions
{
    public static readonly Builtin[] All =
    [
        new("millis", "<:n>", "", "The present time of the run in milliseconds since 1970.", 0, a => JsonValue.From(a.Run.Context.Now.ToUnixTimeMilliseconds())),
    ];

    /// <summary>ISO 8601 in UTC with milliseconds, as ECMAScript writes it.</summary>
    public static string ToIso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
