using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Expressions.Evaluation;

/// <summary>The result of an arithmetic operation that no JSON number can hold. Whatever uses it fails.</summary>
internal sealed class OutOfRange : JsonOpaque
{
    private static readonly OutOfRange Instance = new();

    private OutOfRange()
    {
    }

    public static JsonValue Or(double number) =>
        double.IsFinite(number) ? JsonValue.From(number) : new JsonValue(Instance);
}
