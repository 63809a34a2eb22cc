using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Editing;

/// <summary>Finds the smallest part of the tree at a position.</summary>
internal static class Hoverer
{
    public static HoverInfo? Hover(string text, int position, TypeScope scope)
    {
        if (!Expression.TryCompile(text, out var expression, out _)) return null;
        (SyntaxNode Node, Inferred Value)? best = null;
        var inference = new TypeInference(scope)
        {
            Observer = (node, value, _, _) =>
            {
                if (position < node.Span.Start || position >= node.Span.End) return;
                if (best is null || node.Span.Length <= best.Value.Node.Span.Length) best = (node, value);
            },
        };
        inference.Run(expression.Syntax);
        return best is { } found ? Describe(found.Node, found.Value) : Function(expression.Syntax, position);
    }

    private static HoverInfo Describe(SyntaxNode node, Inferred value)
    {
        if (node is CallSyntax { FunctionName: { } name } && Builtins.Describe(name) is { } called)
            return new HoverInfo(node.Span, $"{ExpressionEditor.Label(called)}: {value.Type}", value.Path,
                called.Summary);
        var builtin = node is VariableSyntax variable && value.Type.Kinds == TypeKinds.Function
            ? Builtins.Describe(variable.Name) : null;
        var type = builtin is null ? value.Type.ToString() : ExpressionEditor.Label(builtin);
        return new HoverInfo(node.Span, type, value.Path, builtin?.Summary ?? "");
    }

    private static HoverInfo? Function(SyntaxNode node, int position)
    {
        foreach (var child in node.Children)
            if (position >= child.Span.Start && position < child.Span.End) return Function(child, position);
        return null;
    }
}
