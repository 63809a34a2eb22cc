using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Runs;

/// <summary>Why an operator's command was refused.</summary>
internal static class RunProblems
{
    public static Problem ReasonNeeded { get; } = new(
        ProblemKind.Invalid, "REASON_NEEDED", "A command needs a reason of 3 to 500 characters.", "/reason",
        "Say why; it is kept in the audit trail.");

    public static Problem CommandUnknown { get; } = new(
        ProblemKind.Unavailable, "COMMAND_OUTCOME_UNKNOWN", "The store was lost while it took the command.", null,
        "Look at the run before you repeat the command.");

    public static Problem DoneByJob { get; } = new(
        ProblemKind.Conflict, "DONE_BY_JOB", "The job has done this run already.", null, "Nothing is to be done.");

    public static Problem WaitResolved { get; } = new(
        ProblemKind.Conflict, "WAIT_RESOLVED", "An event has just resolved the wait; the run goes on with it.", "/wait",
        "Nothing is to be done.");

    public static Problem Unknown(RunId run) => new(
        ProblemKind.NotFound, "UNKNOWN_RUN", $"There is no run '{run}'.", null, "GET /v1/runs lists the runs.");

    public static Problem NotExecutable(string why) => new(
        ProblemKind.Conflict, "RUN_NOT_EXECUTABLE", $"The command cannot be executed: {why}", null,
        "Replay the run on a version that this program can run.");

    public static Problem HasEnded(RunRecord run) => new(
        ProblemKind.Conflict, "RUN_HAS_ENDED", $"The run has ended; it is {StateOf(run)}.", null,
        run.Status == RunStatus.Failed ? "Retry, requeue or replay it." : "Replay it to run it again.");

    public static Problem NotFailed(RunRecord run) => new(
        ProblemKind.Conflict, "RUN_NOT_FAILED", $"Only a failed run can be retried; this one is {StateOf(run)}.", null,
        "Replay it to run it again.");

    public static Problem NotRequeuable(RunRecord run) => new(
        ProblemKind.Conflict, "RUN_NOT_REQUEUABLE", $"Only a failed or cancelled run can be requeued; this one is {StateOf(run)}.", null,
        run.Status == RunStatus.Succeeded ? "Replay it to run it again." : "GET /v1/runs/{id}/why tells what it waits for.");

    public static Problem NoEventWait(RunRecord run) => new(
        ProblemKind.Conflict, "NO_EVENT_WAIT",
        $"The run is {StateOf(run)} and has no event wait that could be opened again: it never waited for an event, or did so in a loop's "
        + "turn that is over.",
        null, "Retry or replay it.");

    public static Problem NoOpenWait(RunRecord run) => new(
        ProblemKind.Conflict, "NO_OPEN_WAIT", $"The run is {StateOf(run)} and has no open wait.", null,
        "GET /v1/runs/{id}/why tells what it does.");

    public static Problem UnknownWait(string name, IEnumerable<OpenWait> waits) => new(
        ProblemKind.Conflict, "UNKNOWN_WAIT", $"The run has no open wait '{name}'.", "/wait", $"Open are {Names(waits)}.");

    public static Problem AmbiguousWait(IEnumerable<OpenWait> waits) => new(
        ProblemKind.Conflict, "WAIT_AMBIGUOUS", "The run has more than one open wait.", "/wait", $"Name one of {Names(waits)}.");

    public static Problem UnknownStep(string step, string? nearest) => new(
        ProblemKind.Invalid, "UNKNOWN_STEP", $"The version has no step '{step}'.", "/step",
        nearest is null ? "Name a step of the version." : $"Did you mean '{nearest}'?");

    public static Problem StepInLoop(string step, string loop) => new(
        ProblemKind.Invalid, "STEP_IN_LOOP", $"A run cannot begin at '{step}', because it stands in the loop '{loop}'.", "/step",
        $"Begin at '{loop}'.");

    private static string StateOf(RunRecord run) => run.Status.ToString().ToUpperInvariant();

    private static string Names(IEnumerable<OpenWait> waits) => string.Join(", ", waits.Select(wait => $"{wait.Number} ({wait.Step})"));
}
