using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Editing;

/// <summary>
/// Completes by putting a marker where the cursor is, closing what is open, and looking at what the inference knows
/// there.
/// </summary>
internal static class Completer
{
    private const string Marker = "cursor\u2045marker";

    public static CompletionList Complete(string text, int position, TypeScope scope)
    {
        var start = WordStart(text, position);
        var typed = text[start..position];
        var isVariable = typed.StartsWith('$');
        var found = Look(text, start, position, isVariable, scope);
        var items = new List<CompletionItem>();
        if (!isVariable) items.AddRange(Fields(found?.Context.Type ?? scope.Input));
        var afterDot = start > 0 && text[..start].TrimEnd().EndsWith('.');
        if (!afterDot || isVariable) items.AddRange(Variables(found?.Frame));
        if (!afterDot || isVariable) items.AddRange(AllFunctions());
        var prefix = typed.TrimStart('$', '`');
        return new CompletionList(new SourceSpan(start, position), [.. items
            .Where(item => Bare(item.Label).StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => item.Kind).ThenBy(item => item.Label, StringComparer.Ordinal)]);
    }

    private static string Bare(string label) => label.TrimStart('$');

    private static int WordStart(string text, int position)
    {
        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_')) start--;
        if (start > 0 && text[start - 1] is '$' or '`') start--;
        return start;
    }

    private static (Inferred Context, TypeFrame Frame)? Look(string text, int start, int position, bool isVariable,
        TypeScope scope)
    {
        var before = text[..start] + (isVariable ? "$" : "") + Marker;
        foreach (var candidate in new[] { before + text[position..], before + BracketScanner.Closers(text[..start]) })
        {
            try
            {
                return Find(Parser.Parse(candidate), scope);
            }
            catch (ExpressionException)
            {
                // An unfinished text is the normal case here; the next candidate closes what is open.
                continue;
            }
        }

        return null;
    }

    private static (Inferred Context, TypeFrame Frame)? Find(SyntaxNode tree, TypeScope scope)
    {
        (Inferred, TypeFrame)? found = null;
        var inference = new TypeInference(scope)
        {
            Observer = (node, _, frame, context) =>
            {
                if (node is NameSyntax { Name: Marker } or VariableSyntax { Name: Marker }) found ??= (context, frame);
            },
        };
        inference.Run(tree);
        return found;
    }

    private static IEnumerable<CompletionItem> Fields(ExpressionType context)
    {
        var item = context.Has(TypeKinds.Array) && context.Items is { } items ? items : context;
        if (item.Shape is not { } shape) yield break;
        foreach (var name in shape.Names)
            yield return new CompletionItem(name, CompletionKind.Field, shape.Find(name)!.ToString(), "",
                SyntaxPrinter.Name(name));
    }

    private static IEnumerable<CompletionItem> Variables(TypeFrame? frame) =>
        (frame?.All ?? []).DistinctBy(variable => variable.Key).Where(variable => variable.Key != Marker)
            .Select(variable => new CompletionItem("$" + variable.Key, CompletionKind.Variable,
                variable.Value.Type.ToString(), "", "$" + variable.Key));

    private static IEnumerable<CompletionItem> AllFunctions() =>
        Builtins.All.Select(builtin => new CompletionItem(
            "$" + builtin.Name, CompletionKind.Function, ExpressionEditor.Label(builtin), builtin.Summary,
            "$" + builtin.Name));
}
