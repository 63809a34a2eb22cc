namespace Workflows.Abstractions.Events;

/// <summary>Marks of a stored event.</summary>
[Flags]
public enum EventFlags
{
    /// <summary>No mark.</summary>
    None = 0,

    /// <summary>Made by the simulate command; left out of metrics on request.</summary>
    Simulated = 1,

    /// <summary>The publisher's schema ref differs from the catalog's; the publisher's won.</summary>
    SchemaConflict = 2,

    /// <summary>The payload breaks its schema, and the tenant chose to accept and flag such events.</summary>
    InvalidPayload = 4,
}
