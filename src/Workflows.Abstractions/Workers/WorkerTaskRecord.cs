using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Workers;

/// <summary>A call that waits for a worker, or that one has answered.</summary>
public sealed record WorkerTaskRecord
{
    /// <summary>The calling run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The number of the invocation in the run.</summary>
    public required int Number { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What workers ask for: the action's topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The call (action, input, key, secrets, timeouts), UTF-8 JSON; the store does not look into it.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was leased.</summary>
    public int Leases { get; init; }

    /// <summary>The token of the present or last lease: who has it may answer.</summary>
    public Guid? Token { get; init; }

    /// <summary>The worker that has or had the lease.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when the lease holds; after it others may lease the task.</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    /// <summary>When the call has taken too long; null for never.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The answer, sealed; empty while there is none.</summary>
    public ReadOnlyMemory<byte> Answer { get; init; }

    /// <summary>When it was answered, by a worker or by its timeout.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>An action that a tenant's workers perform.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Id">The action's id.</param>
/// <param name="Version">Its version; 1 or more.</param>
/// <param name="Body">Label, schemas, topic, timeouts and the like, UTF-8 JSON.</param>
/// <param name="CreatedBy">Who registered it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record RemoteActionRecord(
    TenantId Tenant, string Id, int Version, ReadOnlyMemory<byte> Body, string CreatedBy, DateTimeOffset CreatedAt);
