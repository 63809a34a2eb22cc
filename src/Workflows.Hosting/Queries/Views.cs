using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>What one event did for one workflow.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">The version that decided; 0 for a resumed run's wait.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Run">The run that was started or resumed.</param>
/// <param name="Reason">The stable code of the reason; null where the outcome says it all.</param>
/// <param name="Message">The reason for a person.</param>
/// <param name="Payload">Where the payload came from; null for a resumed run, and when the version is gone or cannot be compiled any more.</param>
public sealed record DeliveryView(
    string Workflow, int Version, DeliveryOutcome Outcome, RunId? Run = null, string? Reason = null, string? Message = null,
    PayloadProvenance? Payload = null);

/// <summary>How an event's payload became the payload of a workflow.</summary>
/// <param name="SourceSchemaRef">The schema that the trigger took the event's payload for; null when none was known.</param>
/// <param name="MappingApplied">Whether the trigger's mapping makes the workflow's payload; without one the event's own is used.</param>
public sealed record PayloadProvenance(string? SourceSchemaRef, bool MappingApplied);

/// <summary>An event with the name of its type.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Event">The event.</param>
public sealed record EventView(string Type, StoredEvent Event);

/// <summary>An event with what it did.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Event">The event.</param>
/// <param name="Processed">Whether the trigger has come to it.</param>
/// <param name="Deliveries">One for each workflow that listens to the type, and one for a resumed run.</param>
public sealed record EventDetail(string Type, StoredEvent Event, bool Processed, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>A run with the key of its workflow.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Run">The run; state and history are left empty.</param>
public sealed record RunView(string Workflow, RunRecord Run);

/// <summary>A run with its history.</summary>
public sealed record RunDetail
{
    /// <summary>The workflow's key.</summary>
    public required string Workflow { get; init; }

    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>The envelope as it stands, redacted: <c>payload</c>, <c>vars</c>, <c>meta</c>, <c>error</c>.</summary>
    public required JsonValue Envelope { get; init; }

    /// <summary>The step executions in order, one object each: <c>step</c>, <c>type</c>, <c>status</c>, <c>attempt</c>, <c>at</c>, <c>durationMs</c>, …</summary>
    public required IReadOnlyList<JsonValue> Steps { get; init; }

    /// <summary>The waits that are open.</summary>
    public required IReadOnlyList<WaitView> Waits { get; init; }

    /// <summary>The error that ended the run; Missing when none did.</summary>
    public JsonValue Error { get; init; }
}

/// <summary>Why a run waits.</summary>
/// <param name="Step">The identity of the waiting step.</param>
/// <param name="Kind">What is waited for.</param>
/// <param name="EventType">The awaited event type.</param>
/// <param name="Key">The awaited correlation key.</param>
/// <param name="Since">When the run parked.</param>
/// <param name="Due">When the wait is due or times out.</param>
public sealed record WaitView(string Step, WaitKind Kind, string? EventType, string? Key, DateTimeOffset Since, DateTimeOffset? Due);
