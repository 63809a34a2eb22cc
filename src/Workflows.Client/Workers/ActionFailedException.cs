using Workflows.Abstractions.Json;

namespace Workflows.Client.Workers;

/// <summary>Thrown by a handler: the step fails with this code.</summary>
/// <param name="code">The stable code, up to 100 characters; workflows may decide by it.</param>
/// <param name="message">What is wrong, for a person.</param>
/// <param name="isRetryable">Whether another attempt may succeed: then the step's retry policy applies.</param>
public sealed class ActionFailedException(string code, string message, bool isRetryable = false) : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code => code;

    /// <summary>Whether another attempt may succeed.</summary>
    public bool IsRetryable => isRetryable;

    /// <summary>More, for the workflow; Missing for nothing.</summary>
    public new JsonValue Data { get; init; }
}
