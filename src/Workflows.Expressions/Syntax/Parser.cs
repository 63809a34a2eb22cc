
namespace Workflows.Expressions.Syntax;

/// <summary>
/// An operator precedence parser. It builds the final tree directly: dots are flattened into paths, and what follows a
/// step is attached to it.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Nesting of the grammar, which is the recursion of this class.</summary>
    private const int MaxNesting = 200;

    /// <summary>Levels of the tree, which is the recursion of everything that walks it.</summary>
    private const int MaxHeight = 400;

    /// <summary>Steps of one path, predicates of one step: each addition copies what is there.</summary>
    private const int MaxAttached = 500;

    private readonly Lexer _lexer;
    private Token _token;
    private SourceSpan _last;
    private int _nesting;

    private Parser(string text)
    {
        _lexer = new Lexer(text);
        _token = _lexer.Next(operatorMayFollow: false);
    }

    /// <summary>Parses a whole text.</summary>
    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static SyntaxNode Parse(string text) => Parse(text, out _);

    /// <summary>Parses a whole text and says whether it has comments.</summary>
    public static SyntaxNode Parse(string text, out bool hasComments)
    {
        var parser = new Parser(text);
        var root = parser.Expression(0);
        if (parser._token.Kind != TokenKind.End)
            throw Errors.Syntax(ErrorCode.UnexpectedToken, parser._token.Span, parser._token.Text);
        hasComments = parser._lexer.SawComment;
        return root;
    }

    private SyntaxNode Expression(int binding)
    {
        if (++_nesting > MaxNesting) throw TooLarge("nested too deeply");
        var token = Take(operatorMayFollow: true);
        var left = Prefix(token);
        while (binding < Precedence.Of(_token))
        {
            left = Infix(left, Take(operatorMayFollow: false));
            if (left.Height > MaxHeight) throw TooLarge("nested too deeply");
        }

        _nesting--;
        return left;
    }

    private Token Take(bool operatorMayFollow)
    {
        var token = _token;
        _last = token.Span;
        _token = _lexer.Next(operatorMayFollow);
        return token;
    }

    private Token Expect(string symbol, bool operatorMayFollow = false)
    {
        if (_token.Is(symbol)) return Take(operatorMayFollow);
        throw _token.Kind == TokenKind.End
            ? Errors.Syntax(ErrorCode.ExpectedBeforeEnd, _token.Span, _token.Text, symbol)
            : Errors.Syntax(ErrorCode.ExpectedToken, _token.Span, _token.Text, symbol);
    }

    private bool TryTake(string symbol)
    {
        if (!_token.Is(symbol)) return false;
        Take(operatorMayFollow: false);
        return true;
    }

    private ExpressionException TooLarge(string how) =>
        Errors.Syntax(ErrorCode.ExpressionTooLarge, _token.Span, _token.Text, how);
}
