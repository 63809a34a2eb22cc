using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json;

/// <content>Reading without copying.</content>
public readonly partial struct JsonValue
{
    /// <summary>
    /// The UTF-8 bytes of a parsed string, without decoding or copying. False for strings that hold an escape or were
    /// built in memory, and for every other kind: use <see cref="GetString"/> then.
    /// </summary>
    public bool TryGetUtf8(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Kind != JsonKind.String || Reference is not JsonTape tape || tape.Entries[(int)Bits].Has(TapeEntry.Escaped))
            return false;
        text = tape.Text((int)Bits);
        return true;
    }
}
