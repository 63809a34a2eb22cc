using System.Text.Json;

namespace Workflows.Abstractions.Json;

/// <summary>Why and where a text was refused.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Position">Byte offset from the start of the text.</param>
public sealed record JsonParseError(JsonParseErrorCode Code, string Message, long Position)
{
    internal static JsonParseError FromReader(JsonException exception, ReadOnlySpan<byte> text)
    {
        var lines = exception.LineNumber ?? 0;
        var start = 0;
        for (; lines > 0; lines--)
        {
            var newline = text[start..].IndexOf((byte)'\n');
            if (newline < 0) break;
            start += newline + 1;
        }

        var reason = exception.Message;
        var detail = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new JsonParseError(JsonParseErrorCode.InvalidJson, detail > 0 ? reason[..detail] : reason,
            Math.Min(text.Length, start + (exception.BytePositionInLine ?? 0)));
    }
}
