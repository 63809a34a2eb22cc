using Workflows.Abstractions.Json;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Simulation;

/// <summary>An event to simulate. Its payload comes from one of <see cref="Payload"/>, <see cref="EventId"/> and <see cref="Sample"/>.</summary>
public sealed record SimulationRequest
{
    /// <summary>The payload, or beside <see cref="EventId"/> its edited payload; Missing for none.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>A stored event of the type, whose payload, correlation id, source and schema ref are taken; null for none.</summary>
    public string? EventId { get; init; }

    /// <summary>Takes a sample.</summary>
    public bool Sample { get; init; }

    /// <summary>The seed of the sample; null for the one that is kept with the type.</summary>
    public long? Seed { get; init; }

    /// <summary>The correlation id; null for the stored event's, or none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The schema of the payload; null for the stored event's, or the catalog's.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary>The source; null for the stored event's, or <c>simulation</c>.</summary>
    public string? Source { get; init; }
}

/// <summary>What a simulated event did.</summary>
/// <param name="EventId">The stored event.</param>
/// <param name="Sequence">Its place in its stream.</param>
/// <param name="Deliveries">What it did; null when the trigger did not come to it in time.</param>
public sealed record SimulationResult(string EventId, long Sequence, IReadOnlyList<DeliveryView>? Deliveries);
