using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

/// <summary>
/// A place in an action's input that takes a secret. The input holds the marker <c>{"$secret": name}</c> there; the value is put in its
/// place for the call alone. Places come from the definition, never from data that happens to look like a marker.
/// </summary>
/// <param name="Pointer">The place in the input.</param>
/// <param name="Name">The secret's name.</param>
public sealed record SecretUse(JsonPointer Pointer, string Name);
