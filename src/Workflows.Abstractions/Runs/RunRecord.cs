using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>A run as the store keeps it: one row, written once for a run that ends in its first slice.</summary>
public sealed record RunRecord
{
    /// <summary>The run.</summary>
    public required RunId Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The workflow.</summary>
    public required WorkflowId Workflow { get; init; }

    /// <summary>The published version that runs; 1 or more.</summary>
    public required int Version { get; init; }

    /// <summary>Where the run stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The number of commits of this run, this one included; a commit names the revision that it read.</summary>
    public required int Revision { get; init; }

    /// <summary>What started it.</summary>
    public required RunOrigin Origin { get; init; }

    /// <summary>The event that started it, if one did.</summary>
    public EventKey? Event { get; init; }

    /// <summary>The correlation id of the event or of the start command.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When the first slice began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the latest slice was committed; the end of a run that ended.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stable code of the error that ended the run; null otherwise.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The complete execution state, private to the engine (UTF-8 JSON today; opaque to the store).</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>The history of the first slice: redacted, capped, UTF-8 JSON. Later slices have rows of their own.</summary>
    public required ReadOnlyMemory<byte> History { get; init; }
}
