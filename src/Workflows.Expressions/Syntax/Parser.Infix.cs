using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Syntax;

/// <content>What can follow an operand.</content>
internal sealed partial class Parser
{
    private SyntaxNode Infix(SyntaxNode left, Token token)
    {
        if (BinaryOperators.TryParse(token.Text, out var binary)) return Binary(left, token, binary);
        return token.Text switch
        {
            "." => Dot(left),
            "(" => Call(left),
            "[" => Predicate(left, token.Span),
            "{" => Group(left, token.Span),
            "^" => Sort(left, token.Span),
            "@" => Focus(left, token),
            "#" => Index(left, token),
            "?" => Conditional(left),
            "?:" => Fallback(left, onlyWhenMissing: false),
            "??" => Fallback(left, onlyWhenMissing: true),
            ":=" => Bind(left),
            "~>" => Chain(left),
            _ => throw Errors.Syntax(ErrorCode.UnexpectedToken, token.Span, token.Text),
        };
    }

    private BinarySyntax Binary(SyntaxNode left, Token token, BinaryOperator @operator)
    {
        var right = Expression(Precedence.Of(token));
        return new BinarySyntax(left.Span.To(right.Span), @operator, token.Span, left, right);
    }

    private ConditionalSyntax Conditional(SyntaxNode condition)
    {
        var then = Expression(0);
        var otherwise = TryTake(":") ? Expression(0) : null;
        return new ConditionalSyntax(condition.Span.To((otherwise ?? then).Span), condition, then, otherwise);
    }

    private FallbackSyntax Fallback(SyntaxNode left, bool onlyWhenMissing)
    {
        var right = Expression(0);
        return new FallbackSyntax(left.Span.To(right.Span), onlyWhenMissing, left, right);
    }

    private BindSyntax Bind(SyntaxNode left)
    {
        if (left is not VariableSyntax variable)
            throw Errors.Syntax(ErrorCode.BindNotVariable, left.Span, null);
        return new BindSyntax(variable, Expression(Precedence.Assignment - 1));
    }

    private ChainSyntax Chain(SyntaxNode left)
    {
        var right = Expression(40);
        return new ChainSyntax(left.Span.To(right.Span), left, right);
    }

    private SyntaxNode Call(SyntaxNode left)
    {
        var arguments = new List<SyntaxNode>();
        if (!_token.Is(")"))
        {
            do arguments.Add(_token.Is("?")
                ? new PlaceholderSyntax(Take(operatorMayFollow: true).Span) : Expression(0));
            while (TryTake(","));
        }

        var end = Expect(")", operatorMayFollow: true);
        return IsLambdaKeyword(left)
            ? Lambda(left.Span, arguments)
            : new CallSyntax(left.Span.To(end.Span), left, [.. arguments]);
    }

    private static bool IsLambdaKeyword(SyntaxNode node) =>
        node is PathSyntax { Steps: [{ Expression: NameSyntax { Name: "function" or "λ" }, Stages.Length: 0 }] };

    private LambdaSyntax Lambda(SourceSpan start, List<SyntaxNode> parameters)
    {
        var variables = new VariableSyntax[parameters.Count];
        for (var i = 0; i < variables.Length; i++)
            variables[i] = parameters[i] as VariableSyntax
                ?? throw Errors.Syntax(ErrorCode.ParameterNotVariable, parameters[i].Span, "it", i + 1);
        Signature? signature = null;
        if (_token.Is("<"))
        {
            var token = _lexer.Signature(_token.Span.Start);
            signature = SignatureParser.Parse(token.Text, token.Span);
            _token = _lexer.Next(operatorMayFollow: true);
        }

        Expect("{");
        var body = Expression(0);
        var end = Expect("}", operatorMayFollow: true);
        return new LambdaSyntax(start.To(end.Span), variables, signature, body);
    }
}
