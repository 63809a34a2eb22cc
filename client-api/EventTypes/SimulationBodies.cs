using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Events;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Simulation;

namespace Workflows.ClientApi.EventTypes;

/// <summary>An event to simulate: one of <c>payload</c>, <c>eventId</c> and <c>sample</c>.</summary>
internal sealed record SimulateBody
{
    /// <summary>The payload; beside eventId the edited payload of that event.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>A stored event of the type, to be simulated again.</summary>
    public string? EventId { get; init; }

    /// <summary>A sample payload.</summary>
    public SampleChoiceBody? Sample { get; init; }

    /// <summary>The correlation id; the stored event's when absent.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The schema of the payload, when it is not the catalog's.</summary>
    public string? PayloadSchemaRef { get; init; }

    /// <summary>The source; the stored event's, or <c>simulation</c>, when absent.</summary>
    public string? Source { get; init; }
}

/// <summary>Chooses a sample.</summary>
/// <param name="Seed">Makes one from the schema; when absent, the one that is kept with the type, where there is one.</param>
internal sealed record SampleChoiceBody(long? Seed);

/// <summary>A payload to try an event type with.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Origin"><c>kept</c> (with the type), <c>generated</c> (from the schema) or <c>empty</c> (there is neither).</param>
/// <param name="Seed">The seed that it was asked for with.</param>
/// <param name="PayloadSchemaRef">The schema that it is for.</param>
/// <param name="Scenario">What happened, for a kept sample.</param>
/// <param name="Payload">The payload.</param>
internal sealed record SampleBody(string Type, string Origin, long? Seed, string? PayloadSchemaRef, string? Scenario, JsonValue Payload)
{
    /// <summary>The body of a sample.</summary>
    public static SampleBody Of(string type, long? seed, EventSample sample) =>
        new(type, sample.Origin.ToString().ToLowerInvariant(), seed, sample.SchemaRef, sample.Scenario, sample.Payload);
}

/// <summary>What a simulated event did.</summary>
/// <param name="EventId">The stored event.</param>
/// <param name="Status"><c>processed</c>, or <c>pending</c> when the trigger did not come to it in time: look at the event later.</param>
/// <param name="Event">Where the event is.</param>
/// <param name="ResumedRun">The waiting run that took it.</param>
/// <param name="StartedRuns">The runs that it started.</param>
/// <param name="Deliveries">What it did for each workflow; absent while it is pending.</param>
internal sealed record SimulatedBody(
    string EventId, string Status, string Event, RunLinkBody? ResumedRun, IReadOnlyList<RunLinkBody> StartedRuns,
    IReadOnlyList<DeliveryBody>? Deliveries)
{
    /// <summary>The body of a result.</summary>
    public static SimulatedBody Of(SimulationResult result)
    {
        var deliveries = result.Deliveries ?? [];
        return new SimulatedBody(
            result.EventId,
            result.Deliveries is null ? "pending" : "processed",
            $"/v1/events/{Uri.EscapeDataString(result.EventId)}",
            deliveries.Where(delivery => delivery.Outcome == DeliveryOutcome.Resumed).Select(RunLinkBody.Of).FirstOrDefault(),
            [.. deliveries.Where(delivery => delivery.Outcome == DeliveryOutcome.Started).Select(RunLinkBody.Of)],
            result.Deliveries is null ? null : [.. deliveries.Select(DeliveryBody.Of)]);
    }
}

/// <summary>A run and where it is.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Workflow">Its workflow's key.</param>
/// <param name="Href">Its address.</param>
internal sealed record RunLinkBody(string RunId, string Workflow, string Href)
{
    /// <summary>The link to the run of a delivery.</summary>
    public static RunLinkBody Of(DeliveryView delivery) =>
        new(delivery.Run!.Value.ToString(), delivery.Workflow, $"/v1/runs/{delivery.Run.Value}");
}
