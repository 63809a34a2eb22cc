using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions.Typing;

/// <summary>The variables that a step sets.</summary>
internal static class VariableWrites
{
    /// <summary>Their names.</summary>
    public static IEnumerable<string> Of(Step step) => step switch
    {
        TryCatchStep { CaptureErrorAs: { } name } => [name],
        ForEachStep loop => [loop.ItemVariable, .. Names(step)],
        NodeStep { Config: EventWaitConfig or HumanTaskConfig } => ["event", "eventName", .. Names(step)],
        _ => Names(step),
    };

    private static IEnumerable<string> Names(Step step) =>
        WriteTargets.Of(step).Select(write => write.Target).Where(target => target.Root == "vars").Select(target => target.Segments[0]);
}

/// <summary>The places that a step writes to by its <c>assign</c> and <c>saveAs</c>.</summary>
internal static class WriteTargets
{
    /// <summary>The targets with the places in the definition at which they stand.</summary>
    public static IEnumerable<(AssignTarget Target, string Pointer)> Of(Step step)
    {
        if (step is ForEachStep { SaveAs: { } list }) yield return (list, $"{step.Pointer}/saveAs");
        if (step is not NodeStep node) yield break;
        var (saveAs, assignments) = node.Config switch
        {
            AssignConfig assign => (null, assign.Assignments),
            ActionCallConfig call => (call.SaveAs, []),
            EventWaitConfig wait => (wait.SaveAs, wait.Assignments),
            TimeWaitConfig wait => (null, wait.Assignments),
            HumanTaskConfig task => (task.SaveAs, task.Assignments),
            CallWorkflowConfig call => (null, call.Output),
            _ => ((AssignTarget?)null, (IReadOnlyList<Assignment>)[]),
        };
        if (saveAs is not null) yield return (saveAs, $"{step.Pointer}/config/saveAs");
        var place = node.Config is CallWorkflowConfig ? "outputMapping" : "config/assign";
        foreach (var assignment in assignments)
            yield return (assignment.Target, ObjectFields.At($"{step.Pointer}/{place}", assignment.Target.Text));
    }
}
