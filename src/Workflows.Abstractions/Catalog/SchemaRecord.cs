using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Catalog;

/// <summary>A schema of the registry. Its content never changes once it is active.</summary>
public sealed record SchemaRecord
{
    /// <summary>The owner; <see cref="TenantId.System"/> for a system schema.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The ref: <c>payload.TicketCreated.v1</c>, at most 200 characters.</summary>
    public required string Ref { get; init; }

    /// <summary><c>draft</c>, <c>active</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The JSON Schema, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Schema { get; init; }

    /// <summary>SHA-256 of the canonical JSON, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Who registered it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
