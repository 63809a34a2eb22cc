using System.Globalization;

namespace Workflows.Engine;

/// <summary>The one text form of moments: ISO 8601, UTC, milliseconds.</summary>
public static class Timestamp
{
    /// <summary>Writes a moment: <c>2026-01-14T09:12:03.000Z</c>.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an ISO 8601 moment; a text without an offset is UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
