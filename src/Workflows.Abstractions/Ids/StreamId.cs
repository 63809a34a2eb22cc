namespace Workflows.Abstractions.Ids;

/// <summary>A stream of events: they are sequenced, and read by the trigger, in order within it.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Type">The event type.</param>
/// <param name="Lane">The hash of the correlation id over the number of lanes; 0 for an event without one.</param>
public readonly record struct StreamId(TenantId Tenant, EventTypeId Type, short Lane);
