using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.Client;

/// <summary>The server refused a request, or could not be reached.</summary>
public sealed class WorkflowsException : Exception
{
    internal WorkflowsException(string code, string message, HttpStatusCode? status, bool isTransient, Exception? inner = null)
        : base(message, inner) => (Code, Status, IsTransient) = (code, status, isTransient);

    /// <summary>The stable code of the problem (docs/errors.md); <c>UNREACHABLE</c> when there was no answer.</summary>
    public string Code { get; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether the same request may be taken later.</summary>
    public bool IsTransient { get; }

    /// <summary>The JSON pointer of the offending value in the request; null when the problem is not one of a value.</summary>
    public string? Pointer { get; private init; }

    /// <summary>What the caller can do about it; null when the server did not say.</summary>
    public string? NextStep { get; private init; }

    internal static WorkflowsException Of(HttpStatusCode status, JsonValue problem) => new(
        Text(problem, "code") ?? $"HTTP_{(int)status}", Text(problem, "detail") ?? $"The server answered {(int)status}.", status, MayPass((int)status))
    {
        Pointer = Text(problem, "pointer"), NextStep = Text(problem, "nextStep"),
    };

    internal static bool MayPass(int status) => status is 408 or 429 or >= 500 and not 501;

    private static string? Text(JsonValue problem, string name) => problem[name].Kind == JsonKind.String ? problem[name].GetString() : null;
}
