namespace Workflows.Expressions;

/// <summary>What is wrong with an expression, or with its evaluation; plain data.</summary>
/// <param name="Code">A stable code: JSONata's own, or <c>U</c> and four digits for our budgets and rules.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Position">Offset of the offending token in the text, in UTF-16 code units; -1 when there is
/// none.</param>
/// <param name="Token">The offending token.</param>
/// <param name="Suggestion">The nearest known name, when the token looks like a slip.</param>
public sealed record ExpressionError(string Code, string Message, int Position, string? Token = null,
    string? Suggestion = null);
