using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Compilation;

/// <summary>The variables that <c>:=</c> binds in a scope itself, not in the scopes inside it.</summary>
internal static class BoundNames
{
    public static List<string> In(params IEnumerable<SyntaxNode> nodes)
    {
        var names = new List<string>();
        foreach (var node in nodes) Collect(node, names);
        return names;
    }

    private static void Collect(SyntaxNode node, List<string> names)
    {
        if (node is BlockSyntax or LambdaSyntax) return;
        if (node is BindSyntax bind && !names.Contains(bind.Variable.Name)) names.Add(bind.Variable.Name);
        foreach (var child in node.Children) Collect(child, names);
    }
}
