using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Secrets;

/// <summary>A secret as the store keeps it: its value sealed with a key of its own, and that key wrapped by a master key.</summary>
public sealed record SecretRecord
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What definitions call it: <c>^[A-Z][A-Z0-9_]{0,254}$</c>, unique per tenant.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; at most 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The value, sealed.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>The key of the value, sealed by the master key.</summary>
    public required ReadOnlyMemory<byte> WrappedKey { get; init; }

    /// <summary>The id of the master key.</summary>
    public required string MasterKey { get; init; }

    /// <summary>The number of changes so far; a change names the revision that it read.</summary>
    public required int Revision { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>When it changed last, the description included.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its value was set last: the age of the value counts from here.</summary>
    public required DateTimeOffset ValueSetAt { get; init; }

    /// <summary>When a run used it last, to about a minute; null for never.</summary>
    public DateTimeOffset? AccessedAt { get; init; }
}

/// <summary>Definitions of a workflow that mention a secret.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Draft">The draft, UTF-8 JSON.</param>
/// <param name="Published">The newest published definition, UTF-8 JSON; empty when none is.</param>
public sealed record SecretMention(string Workflow, ReadOnlyMemory<byte> Draft, ReadOnlyMemory<byte> Published);
