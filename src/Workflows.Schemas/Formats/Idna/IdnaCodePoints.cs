using System.Globalization;

namespace Workflows.Schemas.Formats.Idna;

/// <summary>The derived property of RFC 5892 §3: which code points a U-label may hold anywhere.</summary>
internal static class IdnaCodePoints
{
    /// <summary>PVALID, case-sensitively except for ASCII capitals, which an application maps to small letters.</summary>
    public static bool IsValid(int codePoint)
    {
        if (codePoint < 128)
            return codePoint == '-' || char.IsAsciiLetterOrDigit((char)codePoint);
        if (IdnaTables.ExceptionsValid.Contains(codePoint))
            return true;
        return IsLetterOrDigit(CharUnicodeInfo.GetUnicodeCategory(codePoint))
            && !IsUpper(codePoint)
            && !IdnaTables.Disallowed.Contains(codePoint);
    }

    public static bool IsMark(int codePoint) =>
        CharUnicodeInfo.GetUnicodeCategory(codePoint) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsLetterOrDigit(UnicodeCategory category) => category is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsUpper(int codePoint) =>
        System.Text.Rune.ToLowerInvariant(new System.Text.Rune(codePoint)).Value != codePoint;
}
