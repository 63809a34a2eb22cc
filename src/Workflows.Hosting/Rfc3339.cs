using System.Globalization;

namespace Workflows.Hosting;

/// <summary>Times in requests: RFC 3339 §5.6, always with an offset, to at most 7 decimals of a second.</summary>
public static class Rfc3339
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a time as UTC; false for any other text.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        ArgumentNullException.ThrowIfNull(text);
        var hasOffset = text.Length > 19 && (text[^1] == 'Z' || (text[^3] == ':' && text[^6] is '+' or '-'));
        return hasOffset
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }
}
