using Workflows.Hosting.Gates;

namespace Workflows.Grains.Workflows;

/// <summary>Releases the held deliveries of one workflow; the key is <c>tenant/workflow</c>.</summary>
[Alias("workflows.IWorkflowGrain")]
internal interface IWorkflowGrain : IGrainWithStringKey
{
    /// <summary>Tells the workflow something; answers when it is queued.</summary>
    [Alias("tell")]
    Task TellAsync(WorkflowWire message);

    /// <summary>Releases what is held so far, as far as there is room; answers after that turn, whatever came of it.</summary>
    [Alias("turn")]
    Task TurnAsync();
}

/// <summary>A message to a workflow.</summary>
[GenerateSerializer, Immutable, Alias("workflows.workflow")]
internal readonly struct WorkflowWire
{
    [Id(0)]
    private readonly WorkflowMessageKind kind;

    [Id(1)]
    private readonly int number;

    public WorkflowWire(WorkflowMessage message) => (kind, number) = message switch
    {
        WorkflowMessage.Poke => (WorkflowMessageKind.Poke, 0),
        WorkflowMessage.RunFailed => (WorkflowMessageKind.RunFailed, 0),
        WorkflowMessage.DeliveryFailed => (WorkflowMessageKind.DeliveryFailed, 0),
        WorkflowMessage.DeliveryStarted => (WorkflowMessageKind.DeliveryStarted, 0),
        WorkflowMessage.TriggerFailing failing => (WorkflowMessageKind.TriggerFailing, failing.Failures),
        _ => throw new InvalidOperationException($"The message {message.GetType().Name} has no wire form."),
    };

    public WorkflowMessage Read() => kind switch
    {
        WorkflowMessageKind.Poke => WorkflowMessage.Poke.Instance,
        WorkflowMessageKind.RunFailed => WorkflowMessage.RunFailed.Instance,
        WorkflowMessageKind.DeliveryFailed => WorkflowMessage.DeliveryFailed.Instance,
        WorkflowMessageKind.DeliveryStarted => WorkflowMessage.DeliveryStarted.Instance,
        WorkflowMessageKind.TriggerFailing => new WorkflowMessage.TriggerFailing(number),
        _ => throw new InvalidOperationException($"A newer silo sent a message to a workflow that this one does not know ({kind})."),
    };
}

/// <summary>The kinds of message; the numbers are part of the wire format.</summary>
[GenerateSerializer, Alias("workflows.workflow.kind")]
internal enum WorkflowMessageKind : byte
{
    Poke = 0,
    RunFailed = 1,
    TriggerFailing = 2,
    DeliveryFailed = 3,
    DeliveryStarted = 4,
}
