namespace Workflows.Expressions.Syntax.Nodes;

/// <summary><c>$f(a, b)</c>; with a placeholder among the arguments it is a partial application.</summary>
internal sealed class CallSyntax(SourceSpan span, SyntaxNode function, SyntaxNode[] arguments)
    : SyntaxNode(span, [function, .. arguments])
{
    public SyntaxNode Function { get; } = function;

    public SyntaxNode[] Arguments { get; } = arguments;

    public bool IsPartial => Arguments.Any(argument => argument is PlaceholderSyntax);

    /// <summary>The name that is called, without the dollar; null when the function is computed.</summary>
    public string? FunctionName => Function switch
    {
        VariableSyntax variable => variable.Name,
        PathSyntax { Steps: [{ Expression: NameSyntax name }] } => name.Name,
        _ => null,
    };

    public override IEnumerable<SyntaxNode> Children => [Function, .. Arguments];
}
