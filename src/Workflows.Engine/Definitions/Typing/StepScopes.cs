using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Typing;

/// <summary>What the expressions of a step see.</summary>
/// <param name="Before">When the step begins.</param>
/// <param name="After">When its wait or call has ended: what its <c>assign</c> sees; of a loop, at the end of an item: what <c>results</c> sees.</param>
public sealed record StepScopes(TypeScope Before, TypeScope After);
