using System.Globalization;
using System.Text;

namespace Workflows.Expressions.Syntax;

/// <content>String and regular expression literals.</content>
internal sealed partial class Lexer
{
    private Token String(char quote)
    {
        var start = _position++;
        var value = new StringBuilder();
        while (_position < text.Length)
        {
            var c = text[_position];
            if (c == quote)
            {
                _position++;
                return new Token(TokenKind.String, value.ToString(), new SourceSpan(start, _position));
            }

            _position++;
            value.Append(c == '\\' ? Escape(start) : c);
        }

        throw Errors.Syntax(ErrorCode.StringNotClosed, new SourceSpan(start, text.Length),
            text[start..Math.Min(text.Length, start + 20)]);
    }

    private char Escape(int start)
    {
        if (_position >= text.Length)
            throw Errors.Syntax(ErrorCode.StringNotClosed, new SourceSpan(start, text.Length), "\\");
        var c = text[_position++];
        switch (c)
        {
            case '"' or '\'' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u': return UnicodeEscape();
            default: throw Errors.Syntax(ErrorCode.UnknownEscape, new SourceSpan(_position - 2, _position),
                c.ToString());
        }
    }

    private char UnicodeEscape()
    {
        if (_position + 4 <= text.Length && ushort.TryParse(
                text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _position += 4;
            return (char)code;
        }

        throw Errors.Syntax(ErrorCode.UnicodeEscapeIncomplete, new SourceSpan(_position - 2, _position), "\\u");
    }

    private Token Regex()
    {
        var start = _position;
        var depth = 0;
        for (var i = start + 1; i < text.Length; i++)
        {
            var escaped = EndsInOddBackslashes(start, i);
            if (text[i] == '/' && !escaped && depth == 0) return FinishRegex(start, i);
            if (escaped) continue;
            if (text[i] is '(' or '[' or '{') depth++;
            if (text[i] is ')' or ']' or '}') depth--;
        }

        throw Errors.Syntax(ErrorCode.RegexNotClosed, new SourceSpan(start, text.Length), "/");
    }

    private bool EndsInOddBackslashes(int start, int end)
    {
        var count = 0;
        for (var i = end - 1; i > start && text[i] == '\\'; i--) count++;
        return count % 2 == 1;
    }

    private Token FinishRegex(int start, int close)
    {
        if (close == start + 1) throw Errors.Syntax(ErrorCode.RegexEmpty, new SourceSpan(start, close + 1), "//");
        _position = close + 1;
        while (_position < text.Length && text[_position] is 'i' or 'm') _position++;
        return new Token(TokenKind.Regex, text[(start + 1)..close], new SourceSpan(start, _position),
            Flags: text[(close + 1).._position]);
    }
}
