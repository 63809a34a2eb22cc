namespace Workflows.Hosting.Gates;

/// <summary>What a workflow's entity is told. A closed set; each may be lost.</summary>
public abstract record WorkflowMessage
{
    private WorkflowMessage()
    {
    }

    /// <summary>Something was held, or there may be room, or settings changed.</summary>
    public sealed record Poke : WorkflowMessage
    {
        /// <summary>The only value.</summary>
        public static Poke Instance { get; } = new();
    }

    /// <summary>A run failed.</summary>
    public sealed record RunFailed : WorkflowMessage
    {
        /// <summary>The only value.</summary>
        public static RunFailed Instance { get; } = new();
    }

    /// <summary>The trigger failed too often.</summary>
    /// <param name="Failures">How often.</param>
    public sealed record TriggerFailing(int Failures) : WorkflowMessage;
}
