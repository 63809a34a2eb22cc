using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Events;

/// <summary>Remembers a publisher's event id, so that the same event takes effect once. Kept for seven days.</summary>
/// <param name="Tenant">The owner; ids are unique per tenant.</param>
/// <param name="IdHash">128 bits of the SHA-256 of the publisher's id.</param>
/// <param name="ContentHash">64 bits of the SHA-256 of the event's content; tells a repeat from a conflict.</param>
/// <param name="Key">The event that was stored under the id.</param>
/// <param name="Sequence">That event's sequence in its stream.</param>
public readonly record struct DedupeEntry(TenantId Tenant, Guid IdHash, long ContentHash, EventKey Key, long Sequence);
