namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>A regular expression literal: <c>/ab+/i</c>.</summary>
internal sealed class RegexSyntax(SourceSpan span, string pattern, string flags) : SyntaxNode(span)
{
    public string Pattern { get; } = pattern;

    public string Flags { get; } = flags;

    public override IEnumerable<SyntaxNode> Children => [];
}
