using Workflows.Expressions.Syntax;

namespace Workflows.Expressions;

/// <summary>Makes the exceptions.</summary>
internal static class Errors
{
    public static ExpressionException Syntax(string code, SourceSpan span, string? token, object? detail = null) =>
        At(code, span.Start, token, detail);

    public static ExpressionException At(string code, int position, string? token, object? detail = null,
        string? suggestion = null) =>
        new(new ExpressionError(code, ErrorMessages.For(code, token, detail), position, token, suggestion));

    /// <summary>From a function, which knows its name; the call that it happened in adds the place.</summary>
    public static ExpressionException In(string function, string code, object? detail = null) =>
        new(new ExpressionError(code, ErrorMessages.For(code, "$" + function, detail), -1, function));

    /// <summary>A budget ran out; the place does not matter.</summary>
    public static ExpressionException Budget(string code, object? limit = null) =>
        new(new ExpressionError(code, ErrorMessages.For(code, null, limit), -1));
}
