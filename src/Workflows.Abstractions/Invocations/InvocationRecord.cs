using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Invocations;

/// <summary>The use of an idempotency key that an author gave: one row for a tenant, an action and a key, whichever run calls.</summary>
public sealed record InvocationRecord
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The first half of the SHA-256 of action, version and key.</summary>
    public required Guid Key { get; init; }

    /// <summary>The run whose call has the key.</summary>
    public required RunId Run { get; init; }

    /// <summary>The number of the call in that run.</summary>
    public required int Number { get; init; }

    /// <summary>What became of the call.</summary>
    public required InvocationStatus Status { get; init; }

    /// <summary>Until when a started call may be under way, also when its run does not wait for it any more.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>When the row changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The output of a call that succeeded, sealed; empty otherwise.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Whether the row is the same call as another one.</summary>
    public bool IsOf(InvocationRecord other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Run == other.Run && Number == other.Number;
    }
}

/// <summary>What became of a call under a key. The numbers are stored.</summary>
public enum InvocationStatus
{
    /// <summary>It is under way.</summary>
    Started = 1,

    /// <summary>It succeeded: every later call with the key is answered with its output.</summary>
    Succeeded = 2,

    /// <summary>It failed: the next call with the key is made.</summary>
    Failed = 3,
}
