using Workflows.Abstractions.Json;

namespace Workflows.Catalog.SystemEvents;

/// <summary>A payload as it is in real life.</summary>
/// <param name="EventType">The event type that it belongs to.</param>
/// <param name="Scenario">What happened, in a few words.</param>
/// <param name="Payload">The payload.</param>
public sealed record SamplePayload(string EventType, string Scenario, JsonValue Payload);
