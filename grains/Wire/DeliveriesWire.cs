using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Triggers;

namespace Workflows.Grains.Wire;

/// <summary>What the event of a sequence did.</summary>
[GenerateSerializer, Immutable, Alias("workflows.deliveries")]
internal sealed class DeliveriesWire
{
    [Id(0)]
    public Guid Event;

    [Id(1)]
    public DeliveryWire[] Entries = [];

    public static DeliveriesWire Of(EventKey @event, IReadOnlyList<DeliveryEntry> entries) =>
        new() { Event = @event.Value, Entries = [.. entries.Select(DeliveryWire.Of)] };

    public IReadOnlyList<DeliveryEntry> Read() => [.. Entries.Select(entry => entry.Read())];
}

/// <summary>What an event did for one workflow.</summary>
[GenerateSerializer, Alias("workflows.delivery")]
internal struct DeliveryWire
{
    [Id(0)]
    public int Workflow;

    [Id(1)]
    public int Version;

    [Id(2)]
    public DeliveryOutcome Outcome;

    [Id(3)]
    public Guid? Run;

    [Id(4)]
    public string? Reason;

    [Id(5)]
    public string? Message;

    public static DeliveryWire Of(DeliveryEntry entry) => new()
    {
        Workflow = entry.Workflow.Value,
        Version = entry.Version,
        Outcome = entry.Outcome,
        Run = entry.Run?.Value,
        Reason = entry.Reason,
        Message = entry.Message,
    };

    public readonly DeliveryEntry Read() =>
        new(new WorkflowId(Workflow), Version, Outcome, Run is { } run ? new RunId(run) : null, Reason, Message);
}
