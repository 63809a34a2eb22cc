using System.Buffers;

namespace Workflows.Schemas.Formats;

/// <summary>RFC 6570 §2 URI templates.</summary>
internal static class UriTemplateFormat
{
    private const string Operators = "+#./;?&=,!@|";
    private const int MaxPrefixDigits = 4;

    private static readonly SearchValues<char> Literals = SearchValues.Create(
        "!#$&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~");

    private static readonly SearchValues<char> NameUnits = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public static bool IsUriTemplate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int open = text.IndexOf('{');
            var literal = open < 0 ? text : text[..open];
            if (!UriCharacters.AreAll(literal, Literals, international: true, mayBePrivate: true))
                return false;
            if (open < 0)
                return true;
            text = text[(open + 1)..];
            int close = text.IndexOf('}');
            if (close < 0 || !IsExpression(text[..close]))
                return false;
            text = text[(close + 1)..];
        }
        return true;
    }

    private static bool IsExpression(ReadOnlySpan<char> expression)
    {
        if (!expression.IsEmpty && Operators.Contains(expression[0], StringComparison.Ordinal))
            expression = expression[1..];
        foreach (var range in expression.Split(','))
        {
            if (!IsVariable(expression[range]))
                return false;
        }
        return true;
    }

    private static bool IsVariable(ReadOnlySpan<char> variable)
    {
        if (variable.EndsWith("*"))
            return IsName(variable[..^1]);
        int colon = variable.IndexOf(':');
        return colon < 0
            ? IsName(variable)
            : IsName(variable[..colon]) && IsPrefixLength(variable[(colon + 1)..]);
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split('.'))
        {
            var part = name[range];
            if (part.IsEmpty || !UriCharacters.AreAll(part, NameUnits))
                return false;
        }
        return !name.IsEmpty;
    }

    private static bool IsPrefixLength(ReadOnlySpan<char> digits) =>
        digits.Length is >= 1 and <= MaxPrefixDigits
        && digits[0] != '0'
        && !digits.ContainsAnyExceptInRange('0', '9');
}
