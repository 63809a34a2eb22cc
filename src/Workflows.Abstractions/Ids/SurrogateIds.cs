namespace Workflows.Abstractions.Ids;

/// <summary>The store's number for a tenant. Positive; 0 is the system itself (<see cref="System"/>).</summary>
/// <param name="Value">The number; stable for the life of the store.</param>
public readonly record struct TenantId(int Value)
{
    /// <summary>The owner of system catalog entries and system workflows.</summary>
    public static TenantId System => default;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The store's number for the name of an event type; the same for every tenant that uses the name.</summary>
/// <param name="Value">The number; stable for the life of the store.</param>
public readonly record struct EventTypeId(int Value);

/// <summary>The store's number for a workflow; unique over all tenants. Users see the workflow's key instead.</summary>
/// <param name="Value">The number; stable for the life of the store.</param>
public readonly record struct WorkflowId(int Value);
