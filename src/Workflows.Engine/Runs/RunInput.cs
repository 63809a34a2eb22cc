using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;

namespace Workflows.Engine.Runs;

/// <summary>What makes a run go on. A closed set; every fact that a slice depends on comes in with it or with the <see cref="SliceContext"/>.</summary>
public abstract record RunInput
{
    private RunInput()
    {
    }

    /// <summary>The run begins.</summary>
    public sealed record Start : RunInput
    {
        /// <summary>The only value.</summary>
        public static Start Instance { get; } = new();
    }

    /// <summary>A slice that was cut at the step budget goes on.</summary>
    public sealed record Continue : RunInput
    {
        /// <summary>The only value.</summary>
        public static Continue Instance { get; } = new();
    }

    /// <summary>An event resolved a wait.</summary>
    /// <param name="Wait">The number of the wait.</param>
    /// <param name="EventName">The event type.</param>
    /// <param name="Payload">The event's payload.</param>
    public sealed record WaitResolved(int Wait, string EventName, JsonValue Payload) : RunInput;

    /// <summary>A person answered a task; the answer was checked against the form before.</summary>
    /// <param name="Wait">The number of the wait.</param>
    /// <param name="Answer">The answer.</param>
    /// <param name="By">Who answered.</param>
    public sealed record TaskCompleted(int Wait, JsonValue Answer, string By) : RunInput;

    /// <summary>A child run ended.</summary>
    /// <param name="Wait">The number of the wait.</param>
    /// <param name="Run">The child.</param>
    /// <param name="Status">How it ended.</param>
    /// <param name="ErrorCode">The code of its failure; null when it has none.</param>
    /// <param name="Envelope">Its <c>payload</c>, <c>vars</c>, <c>meta</c> and, where there is one, <c>error</c>.</param>
    public sealed record ChildEnded(int Wait, RunId Run, RunStatus Status, string? ErrorCode, JsonValue Envelope) : RunInput;

    /// <summary>The due time of a wait came.</summary>
    /// <param name="Wait">The number of the wait.</param>
    public sealed record TimerFired(int Wait) : RunInput;

    /// <summary>An action answered.</summary>
    /// <param name="Invocation">The number of the invocation.</param>
    /// <param name="Output">The action's output.</param>
    public sealed record ActionSucceeded(int Invocation, JsonValue Output) : RunInput;

    /// <summary>An action failed.</summary>
    /// <param name="Invocation">The number of the invocation.</param>
    /// <param name="Failure">Why.</param>
    public sealed record ActionFailed(int Invocation, Failure Failure) : RunInput;

    /// <summary>An operator cancels the run.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Cancel(string Reason) : RunInput;

    /// <summary>An operator releases a wait by force: as if what it waits for had come.</summary>
    /// <param name="Wait">The number of the wait.</param>
    /// <param name="Payload">What stands for the event's payload or the task's answer; Missing for nothing.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Release(int Wait, JsonValue Payload, string Reason) : RunInput;

    /// <summary>An operator has a failed run go on at the step that failed, with fresh attempts.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Retry(string Reason) : RunInput;

    /// <summary>An operator opens the last event wait of a failed or cancelled run again.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Requeue(string Reason) : RunInput;

    /// <summary>The run begins at a step: it replays another run.</summary>
    /// <param name="Step">The id of the step; <see cref="RunMachine.WhyNotStartAt"/> has nothing against it.</param>
    /// <param name="Source">The replayed run.</param>
    public sealed record StartAt(string Step, string Source) : RunInput;

    /// <summary>The host cannot run it on: the run ends as failed, past every retry and guarded block.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Abort(Failure Failure) : RunInput;
}
