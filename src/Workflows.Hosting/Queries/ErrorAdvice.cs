using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Queries;

/// <summary>What an operator can do about a failed step.</summary>
internal static class ErrorAdvice
{
    /// <summary>The advice for an error object of an envelope.</summary>
    public static string For(JsonValue error) => Entry.Text(error, "name") switch
    {
        "TransientError" => "The fault may have passed: retry the run.",
        "TimeoutError" => "Requeue the run to wait again, or resume the next wait by hand.",
        "ExpressionError" => "Correct the expression, publish, and replay the run from this step on the latest version.",
        "ValidationError" => "Correct the value: replay the run from this step with an edited payload or edited variables.",
        _ => "Remove the cause and retry the run, or replay it from this step with an edited payload.",
    };
}
