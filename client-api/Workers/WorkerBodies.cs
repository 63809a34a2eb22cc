using System.Globalization;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Workers;

namespace Workflows.ClientApi.Workers;

/// <summary>Asks for tasks.</summary>
/// <param name="Topics">The topics of the worker's actions; an action's id unless it was registered with another.</param>
/// <param name="WorkerId">What the worker calls itself; 1 to 200 characters.</param>
/// <param name="Max">At most so many, 1 to 100; 1 when absent.</param>
/// <param name="WaitMs">How long to wait for the first, up to 30,000; not at all when absent.</param>
/// <param name="LeaseMs">How long the worker has them, 1,000 to 3,600,000; 30,000 when absent.</param>
internal sealed record LeaseBody(IReadOnlyList<string> Topics, string WorkerId, int? Max, int? WaitMs, int? LeaseMs);

/// <summary>Keeps a lease.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="LeaseMs">How long from now; 30,000 when absent.</param>
internal sealed record HeartbeatBody(string Token, int? LeaseMs);

/// <summary>Answers a task.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="Output">The action's output.</param>
internal sealed record CompleteBody(string Token, JsonValue Output);

/// <summary>Answers that a task failed.</summary>
/// <param name="Token">The token of the lease.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="Retryable">Whether another attempt may succeed: then it is a TransientError, else an ActionError.</param>
/// <param name="Data">More, for the workflow.</param>
internal sealed record FailBody(string Token, string Code, string Message, bool? Retryable, JsonValue? Data);

/// <summary>The tasks that were leased.</summary>
/// <param name="Items">The tasks, oldest first; none when there was none in time.</param>
internal sealed record LeasedTasksBody(IReadOnlyList<LeasedTaskBody> Items);

/// <summary>A leased task.</summary>
/// <param name="Id">Its id in addresses.</param>
/// <param name="Token">Proves the lease.</param>
/// <param name="LeasedUntil">Until when it holds.</param>
/// <param name="Leases">How often the task was leased; more than 1 means that a worker had it before.</param>
/// <param name="Action">The action.</param>
/// <param name="Version">Its version.</param>
/// <param name="Workflow">The key of the calling workflow.</param>
/// <param name="RunId">The calling run.</param>
/// <param name="CorrelationId">The run's correlation id; absent when it has none.</param>
/// <param name="Step">The identity of the calling step.</param>
/// <param name="Attempt">1 for the first attempt of the step.</param>
/// <param name="IdempotencyKey">The same for every lease and attempt: under it the effect happens once.</param>
/// <param name="Input">The input, with the values of secrets.</param>
internal sealed record LeasedTaskBody(
    string Id, string Token, DateTimeOffset LeasedUntil, int Leases, string Action, int Version, string Workflow, string RunId,
    string? CorrelationId, string Step, int Attempt, string IdempotencyKey, JsonValue Input)
{
    /// <summary>The body of a task.</summary>
    public static LeasedTaskBody Of(LeasedTask task) => new(
        string.Create(CultureInfo.InvariantCulture, $"{task.Run}.{task.Number}"), task.Token.ToString("D"), task.LeasedUntil, task.Leases,
        task.Action, task.Version, task.Workflow, task.Run.ToString(), task.CorrelationId, task.Step, task.Attempt, task.IdempotencyKey, task.Input);
}

/// <summary>A remote action to register.</summary>
/// <param name="Id">Its id: lower-case letters, digits, '.', '_' and '-'.</param>
/// <param name="Version">1 or more.</param>
/// <param name="Label">The display name; the id when absent.</param>
/// <param name="Description">What it does.</param>
/// <param name="Topic">What its workers ask for; the id when absent.</param>
/// <param name="InputSchema">The JSON Schema of the input.</param>
/// <param name="OutputSchema">The JSON Schema of the output.</param>
/// <param name="ScheduleToStartMs">How long a call may wait for a worker; for ever when absent.</param>
/// <param name="StartToCloseMs">How long a leased call may take; for ever when absent.</param>
internal sealed record RegisterActionBody(
    string Id, int Version, string? Label, string? Description, string? Topic, JsonValue? InputSchema, JsonValue? OutputSchema,
    int? ScheduleToStartMs, int? StartToCloseMs);

/// <summary>An action that workflows can call.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Label">The display name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Remote">Whether workers perform it.</param>
/// <param name="Topic">What its workers ask for.</param>
/// <param name="HasSideEffects">Whether a call leaves a trace outside the run.</param>
/// <param name="InputSchema">The JSON Schema of the input.</param>
/// <param name="OutputSchema">The JSON Schema of the output.</param>
internal sealed record CallableActionBody(
    string Id, int Version, string Label, string Description, bool Remote, string? Topic, bool HasSideEffects, JsonValue InputSchema,
    JsonValue OutputSchema)
{
    /// <summary>The body of an action.</summary>
    public static CallableActionBody Of(Engine.Actions.ActionDescriptor action, RemoteAction? remote) => new(
        action.Id, action.Version, action.Label, action.Description, remote is not null, remote?.Topic, action.HasSideEffects,
        action.InputSchema, action.OutputSchema);
}
