using System.Globalization;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Runs;

/// <summary>Which command a run takes in which state.</summary>
internal static class RunCommandRules
{
    /// <summary>What the command means to the run machine, or why the run does not take it as it stands.</summary>
    public static Result<RunInput> Decide(RunCommand command, RunRecord run, RunState state, Plan plan)
    {
        switch (command.Kind)
        {
            case RunCommandKind.Cancel:
                return state.HasEnded ? RunProblems.HasEnded(run) : new RunInput.Cancel(command.Reason);
            case RunCommandKind.Resume:
                return state.HasEnded ? RunProblems.HasEnded(run) : DecideResume(command, run, RunMachine.OpenWaits(plan, state));
            case RunCommandKind.Retry:
                return RunMachine.CanRetry(state) ? new RunInput.Retry(command.Reason) : RunProblems.NotFailed(run);
            case RunCommandKind.Requeue:
                if (state.Status is not (RunStatus.Failed or RunStatus.Canceled)) return RunProblems.NotRequeuable(run);
                return RunMachine.CanRequeue(plan, state) ? new RunInput.Requeue(command.Reason) : RunProblems.NoEventWait(run);
            default:
                throw new ArgumentException($"No command {command.Kind} is known.", nameof(command));
        }
    }

    private static Result<RunInput> DecideResume(RunCommand command, RunRecord run, IReadOnlyList<OpenWait> waits)
    {
        if (waits.Count == 0) return RunProblems.NoOpenWait(run);
        var named = command.Wait is null ? waits : [.. waits.Where(wait => IsNamed(wait, command.Wait))];
        if (named.Count == 0) return RunProblems.UnknownWait(command.Wait!, waits);
        if (named.Count > 1) return RunProblems.AmbiguousWait(waits);
        return new RunInput.Release(named[0].Number, command.Payload, command.Reason);
    }

    private static bool IsNamed(OpenWait wait, string name) =>
        wait.Step == name || (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && wait.Number == number);
}
