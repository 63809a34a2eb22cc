namespace Workflows.Client;

/// <summary>The call that the present code works for. While a worker's handler runs, everything that it awaits sees it.</summary>
/// <param name="Workflow">The key of the calling workflow.</param>
/// <param name="RunId">The calling run.</param>
/// <param name="Step">The identity of the calling step, with its loop indexes.</param>
/// <param name="CorrelationId">The run's correlation id; null when it has none.</param>
public sealed record WorkflowContext(string Workflow, string RunId, string Step, string? CorrelationId)
{
    private static readonly AsyncLocal<WorkflowContext?> Ambient = new();

    /// <summary>The present call; null outside of a handler.</summary>
    public static WorkflowContext? Current
    {
        get => Ambient.Value;
        internal set => Ambient.Value = value;
    }
}
