using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Runs;

/// <summary>What a run is told. A closed set.</summary>
public abstract record RunMessage
{
    private RunMessage()
    {
    }

    /// <summary>A run was committed with work to do; the state is handed over so that it need not be read again.</summary>
    /// <param name="Record">The run as committed.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Plan">Its plan.</param>
    public sealed record Adopt(RunRecord Record, RunState State, Plan Plan) : RunMessage;

    /// <summary>The run has work to do that nobody else brings.</summary>
    /// <param name="IsLost">
    /// Whether recovery found it, after its process may have been lost with many more: it is to come to life anywhere, and not beside who found it.
    /// </param>
    public sealed record Recover(bool IsLost = false) : RunMessage;

    /// <summary>The slice that was cut at the step budget goes on.</summary>
    public sealed record Continue : RunMessage;

    /// <summary>The run that called this one does not wait for it any more, so it has to end.</summary>
    /// <param name="Parent">The calling run.</param>
    public sealed record ParentGone(RunId Parent) : RunMessage;

    /// <summary>An event was given to one of the run's waits; or the answer of a human task, or the end of a child run.</summary>
    /// <param name="Wait">The number of the wait.</param>
    /// <param name="Event">The event; the id of the task or of the child run.</param>
    public sealed record WaitResolved(int Wait, EventKey Event) : RunMessage;

    /// <summary>The due time of a wait came.</summary>
    /// <param name="Wait">The number of the wait.</param>
    public sealed record TimerFired(int Wait) : RunMessage;

    /// <summary>An action answered.</summary>
    /// <param name="Invocation">The number of the invocation.</param>
    /// <param name="Result">The answer.</param>
    public sealed record ActionCompleted(int Invocation, ActionResult Result) : RunMessage;

    /// <summary>An operator's command.</summary>
    /// <param name="Order">What to do.</param>
    /// <param name="Answer">Told once: the run as committed, or why not.</param>
    public sealed record Command(RunCommand Order, Action<Result<RunRecord>> Answer) : RunMessage;

    /// <summary>A call is stored for a worker: the run need not stay in memory for its answer.</summary>
    /// <param name="Invocation">The number of the invocation.</param>
    public sealed record ActionHanded(int Invocation) : RunMessage;

    /// <summary>The run cannot go on and ends as failed.</summary>
    /// <param name="Code">The stable code.</param>
    /// <param name="Message">What is wrong.</param>
    public sealed record Abort(string Code, string Message) : RunMessage;
}
