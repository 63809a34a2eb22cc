using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Schemas;

namespace Workflows.Engine.Actions;

/// <summary>What authors and the engine know of a registered action.</summary>
public sealed record ActionDescriptor
{
    /// <summary>The action's id: <c>http.request</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The action's version; 1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>The display name.</summary>
    public required string Label { get; init; }

    /// <summary>What it does, for authors.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// Whether a call leaves a trace outside the run. Such a call is committed as started before it is made. A call without side effects is made
    /// within the slice and may be made again.
    /// </summary>
    public required bool HasSideEffects { get; init; }

    /// <summary>The JSON Schema of the input.</summary>
    public required JsonValue InputSchema { get; init => (field, Input) = (value, JsonSchema.Compile(value)); }

    /// <summary>The JSON Schema of the output.</summary>
    public required JsonValue OutputSchema { get; init => (field, Output) = (value, JsonSchema.Compile(value)); }

    /// <summary>The compiled schema of the input.</summary>
    internal JsonSchema Input { get; private init; } = null!;

    /// <summary>The compiled schema of the output.</summary>
    internal JsonSchema Output { get; private init; } = null!;

    /// <summary>
    /// Whether secrets in the input are resolved for the call. Only an action with side effects is given values, and only one that does not
    /// keep its input; the others see the markers.
    /// </summary>
    public bool TakesSecrets { get => field && HasSideEffects; init; } = true;

    /// <summary>The retry policy of steps that have none; null for none.</summary>
    public RetryPolicy? RetryHint { get; init; }
}
