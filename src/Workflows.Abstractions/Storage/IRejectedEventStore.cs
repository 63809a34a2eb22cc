using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps the log of rejected events. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IRejectedEventStore
{
    /// <summary>Appends to the log.</summary>
    Task AddAsync(IReadOnlyList<RejectedEvent> events, CancellationToken cancellationToken);

    /// <summary>The log of a tenant, newest first.</summary>
    Task<IReadOnlyList<RejectedEvent>> ListAsync(RejectedEventQuery query, CancellationToken cancellationToken);
}

/// <summary>Selects rejected events; newest first.</summary>
public sealed record RejectedEventQuery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Only this type.</summary>
    public EventTypeId? Type { get; init; }

    /// <summary>Only this source.</summary>
    public string? Source { get; init; }

    /// <summary>Only events before this one: the last id of the page before.</summary>
    public Guid? Before { get; init; }

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
