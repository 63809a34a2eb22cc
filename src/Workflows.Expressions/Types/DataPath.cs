using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Types;

/// <summary>Data that an expression reads.</summary>
/// <param name="Path">Fields joined by dots from a root on, lists left out, as in <c>payload.items.price</c>; a star
/// stands for any field.</param>
/// <param name="Span">The place in the text.</param>
public readonly record struct DataPath(string Path, SourceSpan Span);
