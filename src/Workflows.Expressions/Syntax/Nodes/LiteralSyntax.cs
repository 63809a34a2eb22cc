using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>A string, a number, true, false or null.</summary>
internal sealed class LiteralSyntax(SourceSpan span, JsonValue value) : SyntaxNode(span)
{
    public JsonValue Value { get; } = value;

    public override IEnumerable<SyntaxNode> Children => [];
}
