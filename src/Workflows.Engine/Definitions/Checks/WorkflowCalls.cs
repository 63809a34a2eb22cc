using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The workflows that a definition calls.</summary>
public static class WorkflowCalls
{
    /// <summary>Every workflow that is called, once; certain when one of the calls is.</summary>
    public static IReadOnlyList<WorkflowCall> Of(IReadOnlyList<Step> steps)
    {
        var calls = StepTree.Flatten(steps).OfType<NodeStep>().Select(step => step.Config).OfType<CallWorkflowConfig>();
        var certain = CertainCalls(steps).ToHashSet(StringComparer.Ordinal);
        return [.. calls.Select(call => call.Workflow).Distinct(StringComparer.Ordinal).Select(key => new WorkflowCall(key, certain.Contains(key)))];
    }

    /// <summary>What every run calls that does not fail before: not in a branch, not per item, not after a return.</summary>
    private static IEnumerable<string> CertainCalls(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            if (step is NodeStep { Config: CallWorkflowConfig call }) yield return call.Workflow;
            if (step is TryCatchStep guarded)
                foreach (var inner in CertainCalls(guarded.Try))
                    yield return inner;
            if (StepTree.Flatten([step]).Any(inner => inner is ReturnStep)) yield break;
        }
    }
}

/// <summary>A call of one workflow by another.</summary>
/// <param name="Workflow">The key of the called one.</param>
/// <param name="IsCertain">Whether every run makes it that does not fail before.</param>
public readonly record struct WorkflowCall(string Workflow, bool IsCertain);
