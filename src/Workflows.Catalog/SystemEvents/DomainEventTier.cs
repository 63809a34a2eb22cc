namespace Workflows.Catalog.SystemEvents;

/// <summary>How a domain event came into the list.</summary>
public enum DomainEventTier
{
    /// <summary>A catalog entry from the start.</summary>
    Catalog,

    /// <summary>Known to the registry of events.</summary>
    Registered,

    /// <summary>Seen on the bus; catalogued at the status given.</summary>
    Bus,

    /// <summary>No longer raised; kept as deprecated.</summary>
    Withdrawn,
}
