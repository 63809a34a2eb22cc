using Workflows.Expressions;

namespace Workflows.Engine.Mapping;

/// <summary>An expression of a definition with the place it stands at.</summary>
/// <param name="Expression">The compiled expression.</param>
/// <param name="Pointer">The place in the definition, as a JSON pointer.</param>
public sealed record ExpressionSlot(Expression Expression, string Pointer);
