namespace Workflows.Expressions.Syntax;

/// <summary>A lexical token. Operators carry their text, literals their value.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, SourceSpan Span, double Number = 0,
    string? Flags = null)
{
    public bool Is(string symbol) => Kind == TokenKind.Operator && Text == symbol;
}

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    End,
    Operator,
    Name,
    Variable,
    String,
    Number,
    True,
    False,
    Null,
    Regex,
}
