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

    /// <summary>Somebody waits for what was held so far to be released, as far as there is room.</summary>
    /// <param name="Done">Told after the next turn, whatever came of it.</param>
    public sealed record Turn(TaskCompletionSource Done) : WorkflowMessage;

    /// <summary>A run failed.</summary>
    public sealed record RunFailed : WorkflowMessage
    {
        /// <summary>The only value.</summary>
        public static RunFailed Instance { get; } = new();
    }

    /// <summary>An event could not be brought to the workflow. Its entity counts for all streams, wherever they live.</summary>
    public sealed record DeliveryFailed : WorkflowMessage
    {
        /// <summary>The only value.</summary>
        public static DeliveryFailed Instance { get; } = new();
    }

    /// <summary>An event started a run, on a stream that failed before.</summary>
    public sealed record DeliveryStarted : WorkflowMessage
    {
        /// <summary>The only value.</summary>
        public static DeliveryStarted Instance { get; } = new();
    }

    /// <summary>The trigger failed too often.</summary>
    /// <param name="Failures">How often.</param>
    public sealed record TriggerFailing(int Failures) : WorkflowMessage;
}
