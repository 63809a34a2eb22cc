using Workflows.Abstractions.Json;

namespace Workflows.Engine.Palette;

/// <summary>A type of step, as designers show it.</summary>
public sealed record NodeDescription
{
    /// <summary>The type: <c>action.call</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The display name.</summary>
    public required string Label { get; init; }

    /// <summary>The group in the palette.</summary>
    public required string Category { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>The name of its icon.</summary>
    public required string Icon { get; init; }

    /// <summary>Whether its fields stand in the step itself, as those of control blocks; else they stand in <c>config</c>.</summary>
    public required bool IsBlock { get; init; }

    /// <summary>The JSON Schema of its fields, complete in itself.</summary>
    public required JsonValue ConfigSchema { get; init; }

    /// <summary>Fields as one could write them.</summary>
    public required JsonValue Examples { get; init; }
}
