using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>Strings.</summary>
internal static class StringFunctions
{
    public static readonly Builtin[] All =
    [
        new("string", "<x-b?:s>", "value, [indent]",
            "The value as text; lists and objects as JSON, indented when asked.", 1, String),
        new("length", "<s-:n>", "text", "The number of characters.", 1, Length),
        new("substring", "<s-nn?:s>", "text, start, [length]",
            "The part from a position on; a negative start counts from the end.", 3, Substring),
        new("substringBefore", "<s-s:s>", "text, mark",
            "The part before the first mark; all of it when there is none.", 2, Before),
        new("substringAfter", "<s-s:s>", "text, mark",
            "The part after the first mark; all of it when there is none.", 2, After),
        new("lowercase", "<s-:s>", "text",
            "The text in small letters.", 1, a => Map(a, text => text.ToLowerInvariant())),
        new("uppercase", "<s-:s>", "text", "The text in capitals.", 1, a => Map(a, Uppercase)),
        new("trim", "<s-:s>", "text",
            "The text without blanks at both ends, with single blanks inside.", 1, a => Map(a, Trim)),
        new("pad", "<s-ns?:s>", "text, width, [fill]",
            "The text filled up to a width: on the right, or on the left when it is negative.", 3, Pad),
        new("join", "<a<s>s?:s>", "texts, [separator]", "The texts one after another.", 2, Join),
    ];

    private static JsonValue String(Arguments arguments) =>
        arguments.Has(0) || arguments[0].Reference is not null
            ? arguments.Run.Text(TextOf.Value(arguments.Run, arguments[0], arguments.Has(1)
                && arguments[1].GetBoolean()))
            : default;

    private static JsonValue Length(Arguments arguments) =>
        arguments.Has(0) ? JsonValue.From(CodePoints.Count(arguments.Text(0))) : default;

    private static JsonValue Substring(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        var count = CodePoints.Count(text);
        var start = arguments.Has(1) ? arguments.Number(1) : 0;
        if (count + start < 0) start = 0;
        if (!arguments.Has(2)) return arguments.Run.Text(CodePoints.Slice(text, start, count));
        var length = arguments.Number(2);
        if (length <= 0) return JsonValue.From("");
        return arguments.Run.Text(CodePoints.Slice(text, start, start >= 0 ? start + length : count + start + length));
    }

    private static JsonValue Before(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        var at = arguments.Has(1) ? text.IndexOf(arguments.Text(1), StringComparison.Ordinal) : -1;
        return JsonValue.From(at < 0 ? text : text[..at]);
    }

    private static JsonValue After(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        var at = arguments.Has(1) ? text.IndexOf(arguments.Text(1), StringComparison.Ordinal) : -1;
        return JsonValue.From(at < 0 ? text : text[(at + arguments.Text(1).Length)..]);
    }

    private static JsonValue Map(Arguments arguments, Func<string, string> change)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        arguments.Run.ReserveText(text.Length);
        return JsonValue.From(change(text));
    }

    // The framework maps letter by letter; this is the one common letter whose capital form is two.
    private static string Uppercase(string text) =>
        text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    private static string Trim(string text)
    {
        var trimmed = new StringBuilder(text.Length);
        var blank = false;
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r')
            {
                blank = trimmed.Length > 0;
                continue;
            }

            if (blank) trimmed.Append(' ');
            blank = false;
            trimmed.Append(c);
        }

        return trimmed.ToString();
    }

    private static JsonValue Pad(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        var width = arguments.Has(1) ? Math.Truncate(arguments.Number(1)) : 0;
        var missing = Math.Abs(width) - CodePoints.Count(text);
        if (missing <= 0) return JsonValue.From(text);
        var fill = arguments.Has(2) && arguments.Text(2).Length > 0 ? arguments.Text(2) : " ";
        var fillLength = CodePoints.Count(fill);
        var repeats = Math.Ceiling(missing / fillLength);
        arguments.Run.ReserveText((long)Math.Min(1e15, text.Length + (repeats * fill.Length)));
        var padding = new StringBuilder(fill.Length * (int)repeats).Insert(0, fill, (int)repeats).ToString();
        if (fillLength > 1) padding = CodePoints.Slice(padding, 0, missing);
        return JsonValue.From(width > 0 ? text + padding : padding + text);
    }

    private static JsonValue Join(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var separator = arguments.Has(1) ? arguments.Text(1) : "";
        var joined = new StringBuilder();
        var first = true;
        foreach (var item in arguments[0].EnumerateArray())
        {
            if (!first) joined.Append(separator);
            first = false;
            joined.Append(item.GetString());
            arguments.Run.Tick();
            if (joined.Length > arguments.Run.Limits.MaxStringLength) arguments.Run.ReserveText(joined.Length);
        }

        return arguments.Run.Text(joined.ToString());
    }
}
