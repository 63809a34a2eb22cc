using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Numbers as English words.</summary>
internal static partial class NumberWords
{
    private static readonly string[] Few =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] Ordinals =
    [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
        "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ];

    private static readonly string[] Tens =
        ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly string[] Magnitudes = ["Thousand", "Million", "Billion", "Trillion"];
    private static readonly FrozenDictionary<string, double> Values = AllWords();

    public static string Write(double value, bool ordinal, TextCase textCase)
    {
        var words = Write(value, afterOthers: false, ordinal);
        return textCase switch
        {
            TextCase.Upper => words.ToUpperInvariant(),
            TextCase.Lower => words.ToLowerInvariant(),
            _ => words,
        };
    }

    /// <summary>The number that the words mean, or NaN.</summary>
    public static double Read(string text)
    {
        var segments = new Stack<double>([0]);
        foreach (var word in Separators().Split(text.ToLowerInvariant()))
        {
            if (!Values.TryGetValue(word, out var value)) return double.NaN;
            if (value >= 100)
            {
                segments.Push(segments.Pop() * value);
                continue;
            }

            var top = segments.Pop();
            if (top >= 1000)
            {
                segments.Push(top);
                top = 0;
            }

            segments.Push(top + value);
        }

        return segments.Sum();
    }

    /// <summary>How many characters from a position on are number words.</summary>
    public static int Length(string text, int start)
    {
        var (position, end) = (start, start);
        while (position < text.Length)
        {
            var wordEnd = position;
            while (wordEnd < text.Length && char.IsAsciiLetter(text[wordEnd])) wordEnd++;
            var word = text[position..wordEnd].ToLowerInvariant();
            if (word.Length > 0 && word != "and" && !Values.ContainsKey(word)) break;
            if (word.Length > 0 && word != "and") end = wordEnd;
            if (word.Length == 0 && text[position] is not (' ' or '-' or ',')) break;
            position = Math.Max(wordEnd, position + 1);
        }

        return end - start;
    }

    private static string Write(double value, bool afterOthers, bool ordinal)
    {
        if (value <= 19) return (afterOthers ? " and " : "") + (ordinal ? Ordinals : Few)[(int)value];
        if (value < 100) return (afterOthers ? " and " : "") + BelowHundred((int)value, ordinal);
        var (factor, name) = Magnitude(value);
        var count = Math.Floor(value / factor);
        var rest = value - (count * factor);
        var words = (afterOthers ? ", " : "") + Write(count, false, false) + " " + name;
        if (rest > 0) return words + Write(rest, true, ordinal);
        return ordinal ? words + "th" : words;
    }

    private static string BelowHundred(int value, bool ordinal)
    {
        var ten = Tens[(value / 10) - 2];
        if (value % 10 > 0) return ten + "-" + (ordinal ? Ordinals : Few)[value % 10];
        return ordinal ? ten[..^1] + "ieth" : ten;
    }

    private static (double Factor, string Name) Magnitude(double value)
    {
        if (value < 1000) return (100, "Hundred");
        // Beyond the largest word the count itself is written out: a thousand trillion.
        var (factor, index) = (1e3, 0);
        while (index < Magnitudes.Length - 1 && value >= factor * 1000)
        {
            factor *= 1000;
            index++;
        }

        return (factor, Magnitudes[index]);
    }

    private static FrozenDictionary<string, double> AllWords()
    {
        var words = new Dictionary<string, double>();
        for (var i = 0; i < Few.Length; i++)
        {
            words[Few[i].ToLowerInvariant()] = i;
            words[Ordinals[i].ToLowerInvariant()] = i;
        }

        for (var i = 0; i < Tens.Length; i++)
        {
            words[Tens[i].ToLowerInvariant()] = (i + 2) * 10;
            words[Tens[i][..^1].ToLowerInvariant() + "ieth"] = (i + 2) * 10;
        }

        words["hundred"] = words["hundredth"] = 100;
        for (var i = 0; i < Magnitudes.Length; i++)
        {
            var word = Magnitudes[i].ToLowerInvariant();
            words[word] = words[word + "th"] = Math.Pow(1000, i + 1);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@",\s|\sand\s|[\s\-]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
