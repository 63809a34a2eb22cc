using System.Globalization;
using System.Text;

namespace Workflows.Hosting.Ingest;

/// <summary>Rules for the short texts of an envelope.</summary>
internal static class EnvelopeText
{
    /// <summary>The rule that a text breaks; null when it is fine. Stores cannot keep U+0000 or half a surrogate pair.</summary>
    public static string? Check(ReadOnlySpan<char> text, int maxLength)
    {
        if (text.IsEmpty) return "must not be empty";
        if (text.Length > maxLength) return $"is longer than {maxLength.ToString(CultureInfo.InvariantCulture)} characters";
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return "holds a character that is not valid Unicode";
            if (Rune.IsControl(rune)) return "holds a control character";
        }

        return null;
    }

    /// <summary>Whether a text has the form of a W3C trace context header (version 00).</summary>
    public static bool IsTraceParent(ReadOnlySpan<char> text)
    {
        if (text.Length != 55) return false;
        for (var i = 0; i < text.Length; i++)
        {
            var ok = i is 2 or 35 or 52 ? text[i] == '-' : char.IsAsciiHexDigitLower(text[i]);
            if (!ok) return false;
        }

        return text.StartsWith("00");
    }
}
