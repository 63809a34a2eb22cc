using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Storage;

/// <summary>Reads streams, events and deliveries. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IEventReader
{
    /// <summary>The positions of a stream; zeros when it has none yet.</summary>
    Task<StreamPosition> GetPositionAsync(StreamId stream, CancellationToken cancellationToken);

    /// <summary>Streams whose head is ahead of their cursor, all tenants; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StreamPosition>> ListBehindAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Events of a stream after a position, in order; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadAsync(StreamId stream, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The stored entries of publisher ids; unknown ones are left out.</summary>
    Task<IReadOnlyList<DedupeEntry>> FindDuplicatesAsync(TenantId tenant, IReadOnlyList<Guid> idHashes, CancellationToken cancellationToken);

    /// <summary>An event by the server's key; null when the tenant has none such.</summary>
    Task<StoredEvent?> GetAsync(TenantId tenant, EventKey key, CancellationToken cancellationToken);

    /// <summary>Several events by key, in no particular order; unknown ones are left out.</summary>
    Task<IReadOnlyList<StoredEvent>> GetManyAsync(TenantId tenant, IReadOnlyList<EventKey> keys, CancellationToken cancellationToken);

    /// <summary>Events, newest first.</summary>
    Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>The delivery page that holds a sequence; null while the trigger has not come to it.</summary>
    Task<DeliveryPage?> GetDeliveriesAsync(StreamId stream, long sequence, CancellationToken cancellationToken);
}

/// <summary>The positions of a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Head">The sequence of its last event.</param>
/// <param name="Cursor">The sequence of the last event that the trigger has processed.</param>
public readonly record struct StreamPosition(StreamId Stream, long Head, long Cursor);

/// <summary>Selects events; newest first.</summary>
public sealed record EventQuery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Only this type.</summary>
    public EventTypeId? Type { get; init; }

    /// <summary>Only this correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this source.</summary>
    public string? Source { get; init; }

    /// <summary>Received at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only events before this one: the last key of the page before.</summary>
    public EventKey? Before { get; init; }

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
