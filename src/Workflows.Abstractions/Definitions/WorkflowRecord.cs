using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Definitions;

/// <summary>A workflow: its draft and its settings. Published versions are <see cref="WorkflowVersionRecord"/>.</summary>
public sealed record WorkflowRecord
{
    /// <summary>The store's number.</summary>
    public required WorkflowId Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What users call it in addresses: <c>^[a-z0-9][a-z0-9._-]{0,99}$</c>, unique per tenant.</summary>
    public required string Key { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The draft definition, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Draft { get; init; }

    /// <summary>The findings of the last validation of the draft, UTF-8 JSON array.</summary>
    public ReadOnlyMemory<byte> Findings { get; init; }

    /// <summary>The newest published version; 0 when none is.</summary>
    public int PublishedVersion { get; init; }

    /// <summary>The settings (pause, limits, auto-pause), UTF-8 JSON object.</summary>
    public ReadOnlyMemory<byte> Settings { get; init; }

    /// <summary>Whether deliveries are held (or skipped, by the settings) instead of starting runs.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether the workflow is hidden from lists.</summary>
    public bool Deleted { get; init; }

    /// <summary>The number of changes so far; a change names the revision that it read. It is also the draft's ETag.</summary>
    public int Revision { get; init; }

    /// <summary>When the workflow was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
