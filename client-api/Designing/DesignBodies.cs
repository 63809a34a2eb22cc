using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Definitions;
using Workflows.Engine.Palette;
using Workflows.Expressions.Editing;
using Workflows.Expressions.Types;

namespace Workflows.ClientApi.Designing;

/// <summary>The types of steps.</summary>
/// <param name="Items">The types in the order of the palette.</param>
internal sealed record NodeListBody(IReadOnlyList<NodeBody> Items);

/// <summary>A type of step.</summary>
/// <param name="Type">The type.</param>
/// <param name="Label">The display name.</param>
/// <param name="Category">The group in the palette.</param>
/// <param name="Description">What it does.</param>
/// <param name="Icon">The name of its icon.</param>
/// <param name="IsBlock">Whether its fields stand in the step itself; else they stand in <c>config</c>.</param>
/// <param name="ConfigSchema">The JSON Schema of its fields.</param>
/// <param name="Examples">Fields as one could write them.</param>
internal sealed record NodeBody(
    string Type, string Label, string Category, string Description, string Icon, bool IsBlock, JsonValue ConfigSchema, JsonValue Examples)
{
    /// <summary>The body of a type.</summary>
    public static NodeBody Of(NodeDescription node) => new(
        node.Type, node.Label, node.Category, node.Description, node.Icon, node.IsBlock, node.ConfigSchema, node.Examples);
}

/// <summary>The registered actions.</summary>
/// <param name="Items">The actions by id and version.</param>
internal sealed record ActionListBody(IReadOnlyList<ActionBody> Items);

/// <summary>A registered action.</summary>
/// <param name="Id">The action's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Label">The display name.</param>
/// <param name="Description">What it does.</param>
/// <param name="HasSideEffects">Whether a call leaves a trace outside the run.</param>
/// <param name="Idempotency"><c>key</c>: the engine or the author gives a key, and the effect happens once per key; <c>none</c>: it has no effect.</param>
/// <param name="InputSchema">The JSON Schema of the input.</param>
/// <param name="OutputSchema">The JSON Schema of the output.</param>
/// <param name="Retry">The retry policy of steps that have none.</param>
/// <param name="Example">A step that calls it, with a sample input.</param>
internal sealed record ActionBody(
    string Id, int Version, string Label, string Description, bool HasSideEffects, string Idempotency, JsonValue InputSchema,
    JsonValue OutputSchema, RetryHintBody? Retry, JsonValue Example)
{
    /// <summary>The body of an action.</summary>
    public static ActionBody Of(ActionDescriptor action) => new(
        action.Id, action.Version, action.Label, action.Description, action.HasSideEffects, action.HasSideEffects ? "key" : "none",
        action.InputSchema, action.OutputSchema, RetryHintBody.OrNull(action.RetryHint), ActionExample.Of(action));
}

/// <summary>How often an action is tried when the step does not say.</summary>
/// <param name="MaxAttempts">All attempts, the first included.</param>
/// <param name="BackoffMs">The delay before the second one, in milliseconds.</param>
internal sealed record RetryHintBody(int MaxAttempts, long BackoffMs)
{
    /// <summary>The body of a policy; null when there is none.</summary>
    public static RetryHintBody? OrNull(RetryPolicy? policy) =>
        policy is null ? null : new RetryHintBody(policy.MaxAttempts, (long)policy.Backoff.TotalMilliseconds);
}

/// <summary>An expression of a draft.</summary>
/// <param name="Definition">The draft.</param>
/// <param name="Pointer">The place of the expression in it: <c>/steps/0/condition</c>.</param>
/// <param name="Expression">The text, finished or not.</param>
/// <param name="Position">The position of the caret, in UTF-16 code units; for completion and hover.</param>
internal sealed record ExpressionBody(JsonValue Definition, string Pointer, string Expression, int? Position);

/// <summary>What is known of an expression.</summary>
/// <param name="Type">The type of its value; null when it cannot be read.</param>
/// <param name="Reads">The data that it reads.</param>
/// <param name="Diagnostics">What is wrong or doubtful.</param>
internal sealed record AnalysisBody(string? Type, IReadOnlyList<string> Reads, IReadOnlyList<DiagnosticBody> Diagnostics)
{
    /// <summary>The body of an analysis.</summary>
    public static AnalysisBody Of(string text, TypeScope scope)
    {
        var diagnostics = ExpressionEditor.Diagnose(text, scope).Select(DiagnosticBody.Of).ToList();
        if (!Expressions.Expression.TryCompile(text, out var expression, out _)) return new AnalysisBody(null, [], diagnostics);
        var analysis = TypeAnalysis.Of(expression!, scope);
        return new AnalysisBody(analysis.Result.ToString(), [.. analysis.Reads.Select(read => read.Path)], diagnostics);
    }
}

/// <summary>Something wrong or doubtful.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Suggestion">What to write instead.</param>
internal sealed record DiagnosticBody(string Severity, string Code, string Message, int Start, int End, string? Suggestion)
{
    /// <summary>The body of a diagnostic.</summary>
    public static DiagnosticBody Of(EditorDiagnostic diagnostic) => new(
        diagnostic.Severity == EditorSeverity.Error ? "error" : "warning", diagnostic.Code, diagnostic.Message, diagnostic.Span.Start,
        diagnostic.Span.End, diagnostic.Suggestion);
}

/// <summary>What could be written at the caret.</summary>
/// <param name="Start">Where the text begins that a chosen item takes the place of.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The items, the likeliest first.</param>
/// <param name="Signature">The function whose arguments the caret is in.</param>
internal sealed record CompletionBody(int Start, int End, IReadOnlyList<CompletionItemBody> Items, SignatureHelp? Signature)
{
    /// <summary>The body of completions.</summary>
    public static CompletionBody Of(string text, int position, TypeScope scope)
    {
        var list = ExpressionEditor.Complete(text, position, scope);
        return new CompletionBody(
            list.Replace.Start, list.Replace.End, [.. list.Items.Select(CompletionItemBody.Of)], ExpressionEditor.Help(text, position));
    }
}

/// <summary>One possibility.</summary>
/// <param name="Label">What is shown.</param>
/// <param name="Kind"><c>field</c>, <c>variable</c> or <c>function</c>.</param>
/// <param name="Detail">Its type, or how it is called.</param>
/// <param name="Documentation">One sentence, or nothing.</param>
/// <param name="InsertText">What is written.</param>
internal sealed record CompletionItemBody(string Label, string Kind, string Detail, string Documentation, string InsertText)
{
    /// <summary>The body of an item.</summary>
    public static CompletionItemBody Of(CompletionItem item) => new(
        item.Label, item.Kind.ToString().ToLowerInvariant(), item.Detail, item.Documentation, item.InsertText);
}

/// <summary>What stands at the caret.</summary>
/// <param name="Start">Where it begins; null when nothing stands there.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">The data that it reads.</param>
/// <param name="Documentation">One sentence for functions.</param>
internal sealed record HoverBody(int? Start, int? End, string? Type, string? Path, string? Documentation)
{
    /// <summary>The body of what stands at a position.</summary>
    public static HoverBody Of(string text, int position, TypeScope scope) =>
        ExpressionEditor.Hover(text, position, scope) is { } hover
            ? new HoverBody(hover.Span.Start, hover.Span.End, hover.Type, hover.Path, hover.Documentation)
            : new HoverBody(null, null, null, null, null);
}
