using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Abstractions.Deliveries;

/// <summary>
/// A start that did not happen at once: an event (or a start without an event) that is kept for one workflow, and what became of it. The row
/// outlives the release, so that the delivery can be shown; retention removes it with the events.
/// </summary>
public sealed record HeldDelivery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The workflow.</summary>
    public required WorkflowId Workflow { get; init; }

    /// <summary>The event's key; for a start without an event an id of its own. A UUIDv7: the order of release.</summary>
    public required Guid Id { get; init; }

    /// <summary>What wants to start a run.</summary>
    public required RunOrigin Origin { get; init; }

    /// <summary>The event's type; null for a start without an event.</summary>
    public EventTypeId? Type { get; init; }

    /// <summary>Where it stands.</summary>
    public required HeldStatus Status { get; init; }

    /// <summary>The number of commits of this row, this one included; a commit names the revision that it read.</summary>
    public required int Revision { get; init; }

    /// <summary>The stable code of the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason for a person.</summary>
    public string? Message { get; init; }

    /// <summary>How often it was tried and failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When it may be tried again; null for as soon as there is room.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it was held first.</summary>
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The run that it started, or the earlier run that it was skipped for.</summary>
    public RunId? Run { get; init; }

    /// <summary>The correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What a start without an event needs (payload, version), UTF-8 JSON; opaque to the store.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }
}

/// <summary>Where a held delivery stands. The numbers are stored.</summary>
public enum HeldStatus
{
    /// <summary>It waits for its turn.</summary>
    Held = 1,

    /// <summary>It failed for good and waits for an operator.</summary>
    Dead = 2,

    /// <summary>It started a run.</summary>
    Started = 3,

    /// <summary>The trigger's condition said no at the release.</summary>
    Filtered = 4,

    /// <summary>It was skipped, by a setting or as a repeat.</summary>
    Skipped = 5,

    /// <summary>An operator discarded it.</summary>
    Discarded = 6,
}

/// <summary>The row that fences the starts of a limited workflow: whoever starts a run under a limit moves its version.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Version">The number of moves so far; 1 inserts the row, and any other must be one more than the stored one.</param>
/// <param name="State">Throttle window and pause of the trigger, UTF-8 JSON; opaque to the store.</param>
public sealed record GateRecord(TenantId Tenant, WorkflowId Workflow, long Version, ReadOnlyMemory<byte> State);

/// <summary>The idempotency key that a trigger started a run under. One run a key and workflow.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Hash">The first half of the key's SHA-256.</param>
/// <param name="Run">The run.</param>
public sealed record StartKey(TenantId Tenant, WorkflowId Workflow, Guid Hash, RunId Run);
