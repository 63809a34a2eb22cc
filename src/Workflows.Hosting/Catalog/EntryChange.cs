using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Catalog;

/// <summary>What a catalog entry is to say.</summary>
public sealed record EntryChange
{
    /// <summary>The display name, 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the event says, at most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The group in lists, 1 to 100 characters.</summary>
    public required string Category { get; init; }

    /// <summary><c>active</c>, <c>beta</c>, <c>draft</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>A schema of the registry for the payload; null for none.</summary>
    public string? SchemaRef { get; init; }

    /// <summary>A schema for the payload that is registered with the entry, instead of <see cref="SchemaRef"/>; Missing for none.</summary>
    public JsonValue Schema { get; init; }
}
