using System.Globalization;
using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>Searching, splitting and replacing, by text or by regular expression.</summary>
internal static class PatternFunctions
{
    public static readonly Builtin[] All =
    [
        new("contains", "<s-(sf):b>", "text, pattern", "Whether the text holds the pattern.", 2, Contains),
        new("split", "<s-(sf)n?:a<s>>", "text, separator, [limit]", "The parts between the separators.", 3, Split),
        new("match", "<s-f<s:o>n?:a<o>>", "text, pattern, [limit]", "Every match with its place and groups.", 3, Match),
        new("replace", "<s-(sf)(sf)n?:s>", "text, pattern, replacement, [limit]",
            "The text with matches replaced; $1 in the replacement is the first group.", 4, Replace),
    ];

    private static JsonValue Contains(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var text = arguments.Text(0);
        if (arguments.CallbackOrNull(1) is { } pattern)
            return JsonValue.From(new Matcher(arguments.Run, pattern, text, arguments.Function).TryNext(out _));
        return arguments.Has(1) ? JsonValue.From(text.Contains(arguments.Text(1), StringComparison.Ordinal)) : default;
    }

    private static JsonValue Split(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var limit = Limit(arguments, 2, "D3020");
        var text = arguments.Text(0);
        var parts = new ListBuilder(arguments.Run);
        if (arguments.CallbackOrNull(1) is { } pattern) SplitByPattern(arguments, pattern, text, limit, ref parts);
        else SplitByText(arguments, text, limit, ref parts);
        return parts.ToArray();
    }

    private static void SplitByText(Arguments arguments, string text, double limit, ref ListBuilder parts)
    {
        var separator = arguments.Has(1) ? arguments.Text(1) : null;
        if (separator is "")
        {
            for (var i = 0; i < text.Length && parts.Count < limit; i++) parts.Add(JsonValue.From(text[i].ToString()));
            return;
        }

        var start = 0;
        while (parts.Count < limit)
        {
            arguments.Run.Tick();
            var at = separator is null ? -1 : text.IndexOf(separator, start, StringComparison.Ordinal);
            parts.Add(JsonValue.From(at < 0 ? text[start..] : text[start..at]));
            if (at < 0) return;
            start = at + separator!.Length;
        }
    }

    private static void SplitByPattern(Arguments arguments, FunctionValue pattern, string text, double limit,
        ref ListBuilder parts)
    {
        var matcher = new Matcher(arguments.Run, pattern, text, arguments.Function);
        var start = 0;
        while (parts.Count < limit && matcher.TryNext(out var match))
        {
            if (match.Start < start) throw arguments.Error(ErrorCode.MatcherShape);
            parts.Add(JsonValue.From(text[start..match.Start]));
            start = match.End;
        }

        if (parts.Count < limit) parts.Add(JsonValue.From(text[start..]));
    }

    private static JsonValue Match(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        var limit = Limit(arguments, 2, "D3040");
        var matcher = new Matcher(arguments.Run, arguments.Callback(1), arguments.Text(0), arguments.Function);
        var found = new ListBuilder(arguments.Run);
        while (found.Count < limit && matcher.TryNext(out var match)) found.Add(match.ToValue());
        return found.ToSequence();
    }

    private static JsonValue Replace(Arguments arguments)
    {
        if (!arguments.Has(0)) return default;
        if (arguments[1].IsString("")) throw arguments.Error("D3010");
        var limit = Limit(arguments, 3, "D3011");
        var text = arguments.Text(0);
        var result = new StringBuilder();
        var position = arguments.CallbackOrNull(1) is { } pattern
            ? ReplacePattern(arguments, pattern, text, limit, result)
            : ReplaceText(arguments, text, limit, result);
        return arguments.Run.Text(result.Append(text, position, text.Length - position).ToString());
    }

    private static int ReplaceText(Arguments arguments, string text, double limit, StringBuilder result)
    {
        if (!arguments.Has(1)) return 0;
        var search = arguments.Text(1);
        var position = 0;
        for (var count = 0; count < limit; count++)
        {
            var at = text.IndexOf(search, position, StringComparison.Ordinal);
            if (at < 0) break;
            result.Append(text, position, at - position);
            var match = new PatternMatch(search, at, at + search.Length, JsonValue.EmptyArray);
            result.Append(arguments.CallbackOrNull(2) is null ? Literal(arguments) : Substitute(arguments, match));
            Guard(arguments.Run, result);
            position = at + search.Length;
        }

        return position;
    }

    private static int ReplacePattern(Arguments arguments, FunctionValue pattern, string text, double limit,
        StringBuilder result)
    {
        var matcher = new Matcher(arguments.Run, pattern, text, arguments.Function);
        var position = 0;
        for (var count = 0; count < limit && matcher.TryNext(out var match); count++)
        {
            if (match.Start < position) throw arguments.Error(ErrorCode.MatcherShape);
            result.Append(text, position, match.Start - position);
            result.Append(Substitute(arguments, match));
            Guard(arguments.Run, result);
            position = match.End;
        }

        return position;
    }

    private static string Literal(Arguments arguments) => arguments.Has(2) ? arguments.Text(2) : "";

    private static string Substitute(Arguments arguments, in PatternMatch match)
    {
        if (arguments.CallbackOrNull(2) is not { } function) return Expand(Literal(arguments), match);
        var value = function.InvokeWith(arguments.Run, match.ToValue(), default, default);
        return value.Kind == JsonKind.String ? value.GetString() : throw arguments.Error("D3012");
    }

    /// <summary>$$ is a dollar, $0 the match, $n a group; as many digits count as there are groups.</summary>
    private static string Expand(string replacement, in PatternMatch match)
    {
        if (!replacement.Contains('$')) return replacement;
        var expanded = new StringBuilder();
        var groups = match.Groups.Count;
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$') { expanded.Append(replacement[i]); continue; }
            var next = i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            if (next is '$' or '0')
            {
                expanded.Append(next == '$' ? "$" : match.Text);
                i++;
                continue;
            }

            var digits = GroupDigits(replacement, i + 1, groups);
            if (digits == 0) { expanded.Append('$'); continue; }
            var group = int.Parse(replacement.AsSpan(i + 1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
            if (group <= groups) expanded.Append(match.Groups[group - 1].GetString());
            i += digits;
        }

        return expanded.ToString();
    }

    private static int GroupDigits(string replacement, int start, int groups)
    {
        var most = Math.Max(1, groups.ToString(CultureInfo.InvariantCulture).Length);
        var digits = 0;
        while (digits < most && start + digits < replacement.Length && char.IsAsciiDigit(replacement[start + digits]))
            digits++;
        var group = digits > 1
            ? int.Parse(replacement.AsSpan(start, digits), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        return group > groups ? digits - 1 : digits;
    }

    private static double Limit(Arguments arguments, int index, string code)
    {
        if (!arguments.Has(index)) return double.PositiveInfinity;
        var limit = arguments.Number(index);
        return limit >= 0 ? Math.Floor(limit) : throw arguments.Error(code);
    }

    private static void Guard(Run run, StringBuilder text)
    {
        run.Tick();
        if (text.Length > run.Limits.MaxStringLength) run.ReserveText(text.Length);
    }
}
