namespace Workflows.Abstractions.Json;

/// <summary>A text is not JSON within the limits.</summary>
public sealed class JsonParseException(JsonParseError error) : Exception($"{error.Message} (byte {error.Position})")
{
    /// <summary>The reason and the place.</summary>
    public JsonParseError Error { get; } = error;

    /// <summary>The reason.</summary>
    public JsonParseErrorCode Code => Error.Code;

    /// <summary>Byte offset from the start of the text.</summary>
    public long Position => Error.Position;
}
