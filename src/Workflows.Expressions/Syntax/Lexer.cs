using System.Globalization;

namespace Workflows.Expressions.Syntax;

/// <summary>
/// Splits text into tokens on demand. The parser says whether an operator may follow, because only that tells a
/// division from the beginning of a regular expression.
/// </summary>
internal sealed partial class Lexer(string text)
{
    private const string SingleOperators = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static readonly string[] DoubleOperators = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??", "=="];

    private int _position;

    /// <summary>Whether there was a comment, which the tree does not keep.</summary>
    public bool SawComment { get; private set; }

    public Token Next(bool operatorMayFollow)
    {
        SkipBlanksAndComments();
        if (_position >= text.Length)
            return new Token(TokenKind.End, "(end)", new SourceSpan(text.Length, text.Length));
        var c = text[_position];
        if (c == '/' && !operatorMayFollow) return Regex();
        if (TryDoubleOperator(out var token)) return token;
        if (c is '!' or '~')
            throw Errors.Syntax(ErrorCode.UnknownOperator, new SourceSpan(_position, _position + 1), c.ToString());
        if (SingleOperators.Contains(c)) return Operator(c.ToString());
        if (c is '"' or '\'') return String(c);
        if (char.IsAsciiDigit(c)) return Number();
        return c == '`' ? QuotedName() : NameOrVariable();
    }

    /// <summary>Reads a function signature, whose text would confuse the operators; the opening bracket is read
    /// already.</summary>
    public Token Signature(int start)
    {
        var depth = 0;
        var i = start;
        for (; i < text.Length && text[i] != '{'; i++)
        {
            if (text[i] == '<') depth++;
            else if (text[i] == '>' && --depth == 0)
            {
                _position = i + 1;
                return new Token(TokenKind.String, text[start.._position], new SourceSpan(start, _position));
            }
        }

        throw i >= text.Length
            ? Errors.Syntax(ErrorCode.ExpectedBeforeEnd, new SourceSpan(text.Length, text.Length), "(end)", ">")
            : Errors.Syntax(ErrorCode.ExpectedToken, new SourceSpan(i, i + 1), "{", ">");
    }

    private void SkipBlanksAndComments()
    {
        while (_position < text.Length)
        {
            if (char.IsWhiteSpace(text[_position]))
            {
                _position++;
                continue;
            }

            if (text[_position] != '/' || _position + 1 >= text.Length || text[_position + 1] != '*') return;
            var close = text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
            if (close < 0)
                throw Errors.Syntax(ErrorCode.CommentNotClosed, new SourceSpan(_position, text.Length), "/*");
            _position = close + 2;
            SawComment = true;
        }
    }

    private bool TryDoubleOperator(out Token token)
    {
        token = default;
        if (_position + 1 >= text.Length) return false;
        foreach (var candidate in DoubleOperators)
        {
            if (text[_position] != candidate[0] || text[_position + 1] != candidate[1]) continue;
            token = Operator(candidate);
            return true;
        }

        return false;
    }

    private Token Operator(string symbol)
    {
        var start = _position;
        _position += symbol.Length;
        // The alias of the product's earlier generation; only the parser sees it, so string literals keep theirs.
        return new Token(TokenKind.Operator, symbol == "==" ? "=" : symbol, new SourceSpan(start, _position));
    }

    private Token Number()
    {
        var start = _position;
        Digits();
        if (_position + 1 < text.Length && text[_position] == '.' && char.IsAsciiDigit(text[_position + 1]))
        {
            _position++;
            Digits();
        }

        Exponent();
        var span = new SourceSpan(start, _position);
        var value = double.Parse(text.AsSpan(start, span.Length), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) throw Errors.Syntax(ErrorCode.NumberOutOfRange, span, text[start.._position]);
        return new Token(TokenKind.Number, text[start.._position], span, value);
    }

    private void Digits()
    {
        // A leading zero is a number of its own, as in JSON.
        if (text[_position] == '0' && _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1])
            && (_position == 0 || text[_position - 1] != '.'))
        {
            _position++;
            return;
        }

        while (_position < text.Length && char.IsAsciiDigit(text[_position])) _position++;
    }

    private void Exponent()
    {
        if (_position >= text.Length || text[_position] is not ('e' or 'E')) return;
        var digits = _position + 1;
        if (digits < text.Length && text[digits] is '+' or '-') digits++;
        if (digits >= text.Length || !char.IsAsciiDigit(text[digits])) return;
        _position = digits;
        while (_position < text.Length && char.IsAsciiDigit(text[_position])) _position++;
    }

    private Token QuotedName()
    {
        var start = _position;
        var close = text.IndexOf('`', _position + 1);
        if (close < 0) throw Errors.Syntax(ErrorCode.QuotedNameNotClosed, new SourceSpan(start, text.Length), "`");
        _position = close + 1;
        return new Token(TokenKind.Name, text[(start + 1)..close], new SourceSpan(start, _position));
    }

    private Token NameOrVariable()
    {
        var start = _position;
        while (_position < text.Length && !char.IsWhiteSpace(text[_position])
            && !SingleOperators.Contains(text[_position]))
            _position++;
        var span = new SourceSpan(start, _position);
        var name = text[start.._position];
        if (name[0] == '$') return new Token(TokenKind.Variable, name[1..], span);
        var kind = name switch
        {
            "and" or "or" or "in" => TokenKind.Operator,
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            _ => TokenKind.Name,
        };
        return new Token(kind, name, span);
    }
}
