namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>function($a, $b)&lt;nn:n&gt;{ body }</c>.</summary>
internal sealed class LambdaSyntax(SourceSpan span, VariableSyntax[] parameters, string? signature, SourceSpan signatureSpan, SyntaxNode body)
    : SyntaxNode(span, body)
{
    public VariableSyntax[] Parameters { get; } = parameters;

    public string? Signature { get; } = signature;

    public SourceSpan SignatureSpan { get; } = signatureSpan;

    public SyntaxNode Body { get; } = body;

    public override IEnumerable<SyntaxNode> Children => [.. Parameters, Body];
}
