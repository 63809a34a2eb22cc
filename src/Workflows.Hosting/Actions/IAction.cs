using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Actions;

/// <summary>An action that workflows can call. Registered at start-up; used by many calls at once.</summary>
public interface IAction
{
    /// <summary>What authors and the engine know of it.</summary>
    ActionDescriptor Descriptor { get; }
}

/// <summary>An action without side effects: called within the slice, and possibly again after a crash.</summary>
public interface IPureAction : IAction
{
    /// <summary>Computes the output. Must not block.</summary>
    ActionResult Invoke(JsonValue input, ActionContext context);
}

/// <summary>An action with side effects: called after the commit that records the call as started.</summary>
public interface ISideEffectAction : IAction
{
    /// <summary>
    /// Performs the call. A repeat has the same idempotency key, and must not repeat the effect where the other side honours keys.
    /// </summary>
    ValueTask<ActionResult> InvokeAsync(JsonValue input, ActionContext context, CancellationToken cancellationToken);
}

/// <summary>The facts of a call.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Run">The calling run.</param>
/// <param name="Step">The identity of the calling step.</param>
/// <param name="Attempt">1 for the first attempt.</param>
/// <param name="IdempotencyKey">The key under which the effect happens at most once.</param>
/// <param name="Now">The time of the call.</param>
public sealed record ActionContext(
    TenantId Tenant, RunId Run, string Step, int Attempt, string IdempotencyKey, DateTimeOffset Now)
{
    /// <summary>The key of the run's workflow; empty in calls that belong to no run.</summary>
    public string Workflow { get; init; } = string.Empty;

    /// <summary>The version that runs.</summary>
    public int Version { get; init; }

    /// <summary>The run's correlation id; null when it has none.</summary>
    public string? CorrelationId { get; init; }
}

/// <summary>What a call came to: an output, or a failure.</summary>
public readonly record struct ActionResult
{
    private ActionResult(JsonValue output, Failure? failure) => (Output, Failure) = (output, failure);

    /// <summary>The output; Missing when the call failed.</summary>
    public JsonValue Output { get; }

    /// <summary>The failure; null when the call succeeded.</summary>
    public Failure? Failure { get; }

    /// <summary>A call that succeeded.</summary>
    public static ActionResult Success(JsonValue output) => new(output, null);

    /// <summary>A call that failed.</summary>
    public static ActionResult Fail(FailureCategory category, string code, string message, JsonValue data = default) =>
        new(default, new Failure(category, code, message, data));
}
