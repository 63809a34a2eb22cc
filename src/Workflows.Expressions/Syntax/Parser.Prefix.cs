using Workflows.Abstractions.Json;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Syntax;

/// <content>What can begin an operand.</content>
internal sealed partial class Parser
{
    private SyntaxNode Prefix(Token token)
    {
        var span = token.Span;
        switch (token.Kind)
        {
            case TokenKind.String: return new LiteralSyntax(span, JsonValue.From(token.Text));
            case TokenKind.Number: return new LiteralSyntax(span, JsonValue.From(token.Number));
            case TokenKind.True: return new LiteralSyntax(span, JsonValue.True);
            case TokenKind.False: return new LiteralSyntax(span, JsonValue.False);
            case TokenKind.Null: return new LiteralSyntax(span, JsonValue.Null);
            case TokenKind.Regex: return new RegexSyntax(span, token.Text, token.Flags!);
            case TokenKind.Variable: return new VariableSyntax(span, token.Text);
            case TokenKind.Name: return Name(span, token.Text);
            case TokenKind.End: throw Errors.Syntax(ErrorCode.UnexpectedEnd, span, token.Text);
            default: return PrefixOperator(token);
        }
    }

    private SyntaxNode PrefixOperator(Token token)
    {
        var span = token.Span;
        switch (token.Text)
        {
            case "and" or "or" or "in": return Name(span, token.Text);
            case "*": return new WildcardSyntax(span);
            case "**": return new DescendantsSyntax(span);
            case "%": return new ParentSyntax(span);
            case "-": return Negate(span);
            case "(": return Block(span);
            case "[": return ArrayItems(span);
            case "{": return Pairs(span);
            case "|": return Transform(span);
            default: throw Errors.Syntax(ErrorCode.NotUnary, span, token.Text);
        }
    }

    private static PathSyntax Name(SourceSpan span, string name) =>
        new(span, [new StepSyntax(span, new NameSyntax(span, name), [], null, null, false)], false, null);

    private SyntaxNode Negate(SourceSpan start)
    {
        var operand = Expression(Precedence.Unary);
        var span = start.To(operand.Span);
        return operand is LiteralSyntax { Value.Kind: JsonKind.Number } number
            ? new LiteralSyntax(span, JsonValue.From(-number.Value.GetDouble()))
            : new NegateSyntax(span, operand);
    }

    private BlockSyntax Block(SourceSpan start)
    {
        var expressions = new List<SyntaxNode>();
        while (!_token.Is(")"))
        {
            expressions.Add(Expression(0));
            if (!TryTake(";")) break;
        }

        var end = Expect(")", operatorMayFollow: true);
        return new BlockSyntax(start.To(end.Span), [.. expressions]);
    }

    private ArraySyntax ArrayItems(SourceSpan start)
    {
        var items = new List<SyntaxNode>();
        if (!_token.Is("]"))
        {
            do items.Add(ArrayItem());
            while (TryTake(","));
        }

        var end = Expect("]", operatorMayFollow: true);
        return new ArraySyntax(start.To(end.Span), [.. items]);
    }

    private SyntaxNode ArrayItem()
    {
        var item = Expression(0);
        if (!_token.Is("..")) return item;
        var range = Take(operatorMayFollow: false);
        var last = Expression(0);
        return new BinarySyntax(item.Span.To(last.Span), BinaryOperator.Range, range.Span, item, last);
    }

    private ObjectSyntax Pairs(SourceSpan start)
    {
        var pairs = new List<PairSyntax>();
        if (!_token.Is("}"))
        {
            do
            {
                var key = Expression(0);
                Expect(":");
                pairs.Add(new PairSyntax(key, Expression(0)));
            }
            while (TryTake(","));
        }

        var end = Expect("}", operatorMayFollow: true);
        return new ObjectSyntax(start.To(end.Span), [.. pairs]);
    }

    private TransformSyntax Transform(SourceSpan start)
    {
        var location = Expression(0);
        Expect("|");
        var update = Expression(0);
        var delete = TryTake(",") ? Expression(0) : null;
        var end = Expect("|", operatorMayFollow: true);
        return new TransformSyntax(start.To(end.Span), location, update, delete);
    }
}
