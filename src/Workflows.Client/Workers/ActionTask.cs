using Workflows.Abstractions.Json;

namespace Workflows.Client.Workers;

/// <summary>A call that a worker performs.</summary>
public sealed record ActionTask
{
    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The input, with the values of secrets: not for logs.</summary>
    public required JsonValue Input { get; init; }

    /// <summary>The same for every lease and attempt of the call. Pass it on to whatever has the effect, so that it happens once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>1 for the first attempt of the step.</summary>
    public required int Attempt { get; init; }

    /// <summary>How often the task was leased; more than 1 means that a worker had it before, and may have done the work.</summary>
    public required int Leases { get; init; }

    /// <summary>Who calls.</summary>
    public required WorkflowContext Caller { get; init; }

    internal string Id { get; init; } = "";

    internal string Token { get; init; } = "";

    internal static ActionTask Read(JsonValue body) => new()
    {
        Id = body["id"].GetString(),
        Token = body["token"].GetString(),
        Action = body["action"].GetString(),
        Version = (int)body["version"].GetDouble(),
        Input = body["input"],
        IdempotencyKey = body["idempotencyKey"].GetString(),
        Attempt = (int)body["attempt"].GetDouble(),
        Leases = (int)body["leases"].GetDouble(),
        Caller = new WorkflowContext(
            body["workflow"].GetString(), body["runId"].GetString(), body["step"].GetString(),
            body["correlationId"].Kind == JsonKind.String ? body["correlationId"].GetString() : null),
    };
}

/// <summary>Performs an action.</summary>
/// <param name="task">The call.</param>
/// <param name="cancellationToken">Canceled when the run does not want the answer any more, when the lease is lost, or when the worker stops at once.</param>
/// <returns>The action's output; Missing is null.</returns>
/// <exception cref="ActionFailedException">The action failed in a way that the workflow is to know of.</exception>
public delegate Task<JsonValue> ActionHandler(ActionTask task, CancellationToken cancellationToken);
