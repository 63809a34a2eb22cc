using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

/// <summary>Why a step failed: data, so that it can be stored, shown and caught.</summary>
/// <param name="Category">The family; decides about retries.</param>
/// <param name="Code">The stable code: <c>EXPRESSION_FAILED</c>.</param>
/// <param name="Message">One sentence for a person; no secrets.</param>
/// <param name="Data">Further facts; Missing when there are none.</param>
public sealed record Failure(FailureCategory Category, string Code, string Message, JsonValue Data = default)
{
    /// <summary>Validation and expression errors say the same at every attempt, so they are never retried.</summary>
    public bool MayBeRetried => Category is not (FailureCategory.ValidationError or FailureCategory.ExpressionError);

    /// <summary>The <c>error</c> object of the envelope.</summary>
    /// <param name="step">The identity of the failed step.</param>
    /// <param name="at">When it failed.</param>
    public JsonValue ToJson(string step, DateTimeOffset at)
    {
        var error = new JsonObjectBuilder();
        error.Add("name", JsonValue.From(Category.ToString()));
        error.Add("code", JsonValue.From(Code));
        error.Add("message", JsonValue.From(Message));
        error.Add("nodePath", JsonValue.From(step));
        error.Add("at", JsonValue.From(Timestamp.Format(at)));
        if (!Data.IsMissing) error.Add("data", Data);
        return error.Build();
    }
}

/// <summary>The families of failures; the names are what <c>retryOn</c> and <c>error.name</c> use.</summary>
public enum FailureCategory
{
    /// <summary>A value breaks its schema or a rule of the step.</summary>
    ValidationError,

    /// <summary>An expression could not be evaluated.</summary>
    ExpressionError,

    /// <summary>A fault that may pass: a connection, a time-out of a call, an answer that says "later".</summary>
    TransientError,

    /// <summary>An action failed.</summary>
    ActionError,

    /// <summary>A wait was not answered in time.</summary>
    TimeoutError,
}
