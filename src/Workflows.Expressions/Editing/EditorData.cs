using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Editing;

/// <summary>How bad a diagnostic is.</summary>
public enum EditorSeverity
{
    /// <summary>It cannot work.</summary>
    Error,

    /// <summary>It may not work for some data.</summary>
    Warning,
}

/// <summary>Something wrong at a place.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Span">The place.</param>
/// <param name="Suggestion">The nearest known name, when it looks like a slip.</param>
public sealed record EditorDiagnostic(string Code, EditorSeverity Severity, string Message, SourceSpan Span,
    string? Suggestion);

/// <summary>What could be written.</summary>
/// <param name="Replace">The characters that a chosen item takes the place of.</param>
/// <param name="Items">The items, the likeliest first.</param>
public sealed record CompletionList(SourceSpan Replace, IReadOnlyList<CompletionItem> Items);

/// <summary>One possibility.</summary>
/// <param name="Label">What is shown.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">Its type, or how it is called.</param>
/// <param name="Documentation">One sentence; empty when there is none.</param>
/// <param name="InsertText">What is written; a field that is no plain name comes in backticks.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, string Detail, string Documentation,
    string InsertText);

/// <summary>What a completion is.</summary>
public enum CompletionKind
{
    /// <summary>A field of the data.</summary>
    Field,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>A function.</summary>
    Function,
}

/// <summary>The function whose arguments are being written.</summary>
/// <param name="Label">As it is called.</param>
/// <param name="Documentation">One sentence.</param>
/// <param name="Signature">In JSONata's notation.</param>
/// <param name="Parameters">Names, optional ones in brackets.</param>
/// <param name="ActiveParameter">The argument at the position, from 0 on.</param>
public sealed record SignatureHelp(string Label, string Documentation, string Signature,
    IReadOnlyList<string> Parameters, int ActiveParameter);

/// <summary>What stands at a position.</summary>
/// <param name="Span">The place.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">The data that it reads, or null.</param>
/// <param name="Documentation">One sentence for functions; otherwise empty.</param>
public sealed record HoverInfo(SourceSpan Span, string Type, string? Path, string Documentation);
