using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Editing;

/// <summary>
/// What an editor asks while somebody writes an expression. Everything works on text that may be unfinished, and
/// answers with plain data. Positions are offsets in UTF-16 code units.
/// </summary>
public static class ExpressionEditor
{
    /// <summary>Everything that is wrong or doubtful: the syntax error, or else what the types tell.</summary>
    public static IReadOnlyList<EditorDiagnostic> Diagnose(string text, TypeScope scope)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Expression.TryCompile(text, out var expression, out var error))
        {
            var start = Math.Clamp(error.Position, 0, text.Length);
            var end = Math.Clamp(start + (error.Token?.Length ?? 1), start, text.Length);
            return [new EditorDiagnostic(error.Code, EditorSeverity.Error, error.Message, new SourceSpan(start, end),
                error.Suggestion)];
        }

        return [.. TypeAnalysis.Of(expression, scope).Findings.Select(finding => new EditorDiagnostic(
            finding.Code, finding.IsError ? EditorSeverity.Error : EditorSeverity.Warning,
            finding.Message, finding.Span, finding.Suggestion))];
    }

    /// <summary>What could stand at a position, the likeliest first.</summary>
    public static CompletionList Complete(string text, int position, TypeScope scope)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Completer.Complete(text, Math.Clamp(position, 0, text.Length), scope);
    }

    /// <summary>The function whose arguments the position is in, or null.</summary>
    public static SignatureHelp? Help(string text, int position)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CallScanner.Find(text[..Math.Clamp(position, 0, text.Length)]) is { } call
            && Builtins.Describe(call.Name) is { } builtin
            ? new SignatureHelp(Label(builtin), builtin.Summary, builtin.Signature, Parameters(builtin), call.Argument)
            : null;
    }

    /// <summary>What stands at a position, or null.</summary>
    public static HoverInfo? Hover(string text, int position, TypeScope scope)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Hoverer.Hover(text, position, scope);
    }

    /// <summary>The text laid out in one style. A text with comments is left as it is, because the tree does not keep
    /// them.</summary>
    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static string Format(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tree = Parser.Parse(text, out var hasComments);
        return hasComments ? text : SyntaxPrinter.Print(tree);
    }

    internal static string Label(Builtin builtin) => $"${builtin.Name}({builtin.Parameters})";

    internal static string[] Parameters(Builtin builtin) =>
        builtin.Parameters.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
