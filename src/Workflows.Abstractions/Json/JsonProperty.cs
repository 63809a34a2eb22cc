namespace Workflows.Abstractions.Json;

/// <summary>A property of an object.</summary>
/// <param name="Name">The name, unescaped.</param>
/// <param name="Value">The value.</param>
public readonly record struct JsonProperty(string Name, JsonValue Value);
