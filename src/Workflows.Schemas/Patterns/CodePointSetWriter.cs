using System.Globalization;
using System.Text;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Patterns;

/// <summary>
/// Writes code points as .NET pattern text. .NET matches UTF-16 units, so what lies above U+FFFF becomes alternatives of
/// surrogate pairs. Lone surrogates are left out: else half of a pair could match.
/// </summary>
internal static class CodePointSetWriter
{
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstAstral = 0x10000;

    public static void WriteLiteral(StringBuilder output, int codePoint)
    {
        if (codePoint >= FirstAstral)
        {
            output.Append("(?:");
            foreach (char unit in char.ConvertFromUtf32(codePoint))
                AppendUnit(output, unit);
            output.Append(')');
        }
        else
        {
            AppendUnit(output, codePoint);
        }
    }

    public static void Write(StringBuilder output, CodePointSet set)
    {
        var alternatives = new List<string>();
        string basic = BasicClass(set);
        if (basic.Length > 0)
            alternatives.Add(basic);
        foreach (var (first, last) in set.Ranges.Where(range => range.Last >= FirstAstral))
            AddPairs(alternatives, Math.Max(first, FirstAstral), last);

        if (alternatives.Count == 0)
            output.Append("[^\\s\\S]");
        else if (alternatives.Count == 1)
            output.Append(alternatives[0]);
        else
            output.Append("(?:").AppendJoin('|', alternatives).Append(')');
    }

    private static string BasicClass(CodePointSet set)
    {
        var units = new StringBuilder();
        foreach (var (first, last) in set.Ranges.Where(range => range.First < FirstAstral))
        {
            AppendRange(units, first, Math.Min(last, FirstSurrogate - 1));
            AppendRange(units, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstAstral - 1));
        }
        return units.Length == 0 ? "" : $"[{units}]";
    }

    private static void AddPairs(List<string> alternatives, int first, int last)
    {
        var (high, low) = Split(first);
        var (lastHigh, lastLow) = Split(last);
        if (high == lastHigh)
        {
            alternatives.Add(Pair(high, high, low, lastLow));
            return;
        }
        if (low > 0xDC00)
            alternatives.Add(Pair(high, high++, low, LastSurrogate));
        if (lastLow < LastSurrogate)
            alternatives.Add(Pair(lastHigh, lastHigh--, 0xDC00, lastLow));
        if (high <= lastHigh)
            alternatives.Add(Pair(high, lastHigh, 0xDC00, LastSurrogate));
    }

    private static (int High, int Low) Split(int codePoint)
    {
        string pair = char.ConvertFromUtf32(codePoint);
        return (pair[0], pair[1]);
    }

    private static string Pair(int firstHigh, int lastHigh, int firstLow, int lastLow)
    {
        var output = new StringBuilder("[");
        AppendRange(output, firstHigh, lastHigh);
        output.Append("][");
        AppendRange(output, firstLow, lastLow);
        return output.Append(']').ToString();
    }

    private static void AppendRange(StringBuilder output, int first, int last)
    {
        if (first > last)
            return;
        AppendUnit(output, first);
        if (last == first)
            return;
        output.Append('-');
        AppendUnit(output, last);
    }

    private static void AppendUnit(StringBuilder output, int unit)
    {
        if (unit < 128 && char.IsAsciiLetterOrDigit((char)unit))
            output.Append((char)unit);
        else
            output.Append(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
    }
}
