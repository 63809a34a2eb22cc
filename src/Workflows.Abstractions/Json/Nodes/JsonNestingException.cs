namespace Workflows.Abstractions.Json.Nodes;

/// <summary>A value would be nested deeper than <see cref="JsonValue.MaxNesting"/>; a type of its own so that it can
/// be told apart.</summary>
internal sealed class JsonNestingException()
    : InvalidOperationException($"A JSON value may be nested {JsonValue.MaxNesting} levels deep at most.");
