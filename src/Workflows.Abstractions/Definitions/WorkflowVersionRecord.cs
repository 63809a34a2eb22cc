using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;

namespace Workflows.Abstractions.Definitions;

/// <summary>A published version. It never changes.</summary>
public sealed record WorkflowVersionRecord
{
    /// <summary>The workflow.</summary>
    public required WorkflowId Workflow { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>1 for the first version.</summary>
    public required int Version { get; init; }

    /// <summary>The definition, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Definition { get; init; }

    /// <summary>The event type of the version's trigger; null without an event trigger.</summary>
    public EventTypeId? TriggerEvent { get; init; }

    /// <summary>What was resolved at publishing (payload schema, source schema, findings), UTF-8 JSON object.</summary>
    public ReadOnlyMemory<byte> Contract { get; init; }

    /// <summary>The schedule of the version's trigger, written in the same transaction; null without one. It is not read back.</summary>
    public ScheduleRecord? Schedule { get; init; }

    /// <summary>Who published it.</summary>
    public required string PublishedBy { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
}
