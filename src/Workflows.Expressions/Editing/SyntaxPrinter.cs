using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Editing;

/// <summary>Writes a tree as text: in one line where it fits, otherwise lists, objects and blocks over
/// several.</summary>
internal static partial class SyntaxPrinter
{
    private const int Width = 100;
    private const int Indent = 2;

    /// <summary>The text; parsing it gives the same tree.</summary>
    public static string Print(SyntaxNode node) => Print(node, 0);

    /// <summary>A field name, in backticks unless it is a plain one.</summary>
    public static string Name(string name)
    {
        var isPlain = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_')
            && name.All(c => char.IsLetterOrDigit(c) || c == '_')
            && name is not ("and" or "or" or "in" or "true" or "false" or "null" or "function");
        if (isPlain) return name;
        // Backticks have no escape, but a string as a step is a name, too.
        return name.Contains('`') ? JsonValue.From(name).ToString() : $"`{name}`";
    }

    private static string Print(SyntaxNode node, int indent)
    {
        var line = Line(node);
        return line.Length + indent <= Width ? line : Lines(node, indent);
    }

    private static string Lines(SyntaxNode node, int indent)
    {
        switch (node)
        {
            case ObjectSyntax map: return Wrap("{", map.Pairs, "}", ",", indent, Pair);
            case ArraySyntax array: return Wrap("[", array.Items, "]", ",", indent, Print);
            case BlockSyntax block: return Wrap("(", block.Expressions, ")", ";", indent, Print);
            case CallSyntax call: return Wrap(Line(call.Function) + "(", call.Arguments, ")", ",", indent, Print);
            case LambdaSyntax lambda: return Wrap(Head(lambda) + "{", [lambda.Body], "}", "", indent, Print);
            case BindSyntax bind: return $"${bind.Variable.Name} := {Print(bind.Value, indent)}";
            case ConditionalSyntax { Else: { } otherwise } conditional:
                var inner = indent + Indent;
                return $"{Print(conditional.Condition, indent)}{NewLine(inner)}? {Print(conditional.Then, inner)}{NewLine(inner)}: {Print(otherwise, inner)}";
            default: return Line(node);
        }
    }

    private static string Pair(PairSyntax pair, int indent) => $"{Line(pair.Key)}: {Print(pair.Value, indent)}";

    private static string Wrap<T>(
        string open, T[] parts, string close, string separator, int indent, Func<T, int, string> print)
    {
        var text = new StringBuilder(open);
        var inner = indent + Indent;
        for (var i = 0; i < parts.Length; i++)
            text.Append(NewLine(inner)).Append(print(parts[i], inner)).Append(i < parts.Length - 1 ? separator : "");
        return text.Append(NewLine(indent)).Append(close).ToString();
    }

    private static string NewLine(int indent) => "\n" + new string(' ', indent);

    private static string Head(LambdaSyntax lambda)
    {
        var parameters = string.Join(", ", lambda.Parameters.Select(parameter => "$" + parameter.Name));
        return $"function({parameters}){lambda.Signature?.Text}";
    }
}
