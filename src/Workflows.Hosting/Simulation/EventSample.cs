using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Simulation;

/// <summary>A payload to try an event type with.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="SchemaRef">The schema that it is for; null when there is none.</param>
/// <param name="Scenario">What happened, for a kept sample; null else.</param>
/// <param name="Payload">The payload.</param>
public sealed record EventSample(EventSampleOrigin Origin, string? SchemaRef, string? Scenario, JsonValue Payload);

/// <summary>Where a sample comes from.</summary>
public enum EventSampleOrigin
{
    /// <summary>It is kept with the event type.</summary>
    Kept,

    /// <summary>It was made from the schema.</summary>
    Generated,

    /// <summary>There is neither a kept one nor a schema: an empty object.</summary>
    Empty,
}
