using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>function($a, $b)&lt;nn:n&gt;{ body }</c>.</summary>
internal sealed class LambdaSyntax(SourceSpan span, VariableSyntax[] parameters, Signature? signature, SyntaxNode body)
    : SyntaxNode(span, body)
{
    public VariableSyntax[] Parameters { get; } = parameters;

    public Signature? Signature { get; } = signature;

    public SyntaxNode Body { get; } = body;

    public override IEnumerable<SyntaxNode> Children => [.. Parameters, Body];
}
