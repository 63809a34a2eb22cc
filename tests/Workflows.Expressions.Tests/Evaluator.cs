using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests;

/// <summary>Evaluates texts in one fixed context, so that tests read as text in, text out.</summary>
internal static class Evaluator
{
    public static readonly EvaluationContext Context = new()
    {
        Now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero),
        Seed = 42,
        Limits = new EvaluationLimits { Time = TimeSpan.FromSeconds(10) },
    };

    /// <summary>The result as JSON text; empty when there is none.</summary>
    public static string Run(string text, string input = "{}") =>
        Expression.Compile(text).Evaluate(JsonValue.Parse(input), Context).ToString();

    public static ExpressionError Fail(string text, string input = "{}") =>
        Should.Throw<ExpressionException>(() => Run(text, input)).Error;
}
