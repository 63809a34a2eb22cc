using System.Buffers.Text;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json.Text;

/// <summary>Writes compact JSON, or only counts its bytes when there is no output.</summary>
internal struct JsonTextWriter(IBufferWriter<byte>? output, long stopAfter)
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Bytes so far; counting stops soon after the limit.</summary>
    public long Written { get; private set; }

    private readonly bool IsFull => Written > stopAfter;

    public void Value(in JsonValue value)
    {
        if (IsFull) return;
        switch (value.Reference)
        {
            case null: throw new InvalidOperationException("A missing value has no JSON text.");
            case string text: String(text); break;
            case JsonTape tape: Parsed(tape, (int)value.Bits); break;
            case JsonArrayNode array: Array(array); break;
            case JsonObjectNode map: Object(map); break;
            case JsonNode { Form: JsonForm.Null }: Raw("null"u8); break;
            case JsonNode { Form: JsonForm.Boolean }: Raw(value.Bits != 0 ? "true"u8 : "false"u8); break;
            case JsonNode { Form: JsonForm.Integer }: Integer(value.Bits); break;
            case JsonNode { Form: JsonForm.Double }: Double(BitConverter.Int64BitsToDouble(value.Bits)); break;
            default: throw new InvalidOperationException("A function has no JSON text.");
        }
    }

    public void String(ReadOnlySpan<char> text)
    {
        Raw("\""u8);
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAny(MustEscape);
            var plain = stop < 0 ? text : text[..stop];
            Utf8(plain);
            if (stop < 0) break;
            Escape(text[stop]);
            text = text[(stop + 1)..];
        }

        Raw("\""u8);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Written += bytes.Length;
        output?.Write(bytes);
    }

    public void Double(double number)
    {
        Span<byte> text = stackalloc byte[48];
        Raw(text[..JsonNumberText.Format(number, text)]);
    }

    private void Integer(long number)
    {
        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(number, text, out var length);
        Raw(text[..length]);
    }

    private void Parsed(JsonTape tape, int index)
    {
        ref var entry = ref tape.Entries[index];
        switch (entry.Kind)
        {
            case JsonKind.String: Raw(tape.Bytes.AsSpan(entry.Start - 1, entry.Length + 2)); break;
            case JsonKind.Array when !entry.Has(TapeEntry.Compact): ParsedArray(tape, index); break;
            case JsonKind.Object when !entry.Has(TapeEntry.Compact): ParsedObject(tape, index); break;
            default: Raw(tape.Text(index)); break;
        }
    }

    private void ParsedArray(JsonTape tape, int index)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Raw("["u8);
        var end = tape.Entries[index].Link;
        for (var i = index + 1; i < end && !IsFull; i = tape.After(i))
        {
            if (i > index + 1) Raw(","u8);
            Parsed(tape, i);
        }

        Raw("]"u8);
    }

    private void ParsedObject(JsonTape tape, int index)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Raw("{"u8);
        var end = tape.Entries[index].Link;
        var first = true;
        for (var i = index + 1; i < end && !IsFull; i = tape.After(i + 1))
        {
            if (tape.Entries[i].Has(TapeEntry.Shadowed)) continue;
            if (!first) Raw(","u8);
            first = false;
            Parsed(tape, i);
            Raw(":"u8);
            Parsed(tape, i + 1);
        }

        Raw("}"u8);
    }

    private void Array(JsonArrayNode array)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Raw("["u8);
        for (var i = 0; i < array.Count && !IsFull; i++)
        {
            if (i > 0) Raw(","u8);
            Value(array.Items[i]);
        }

        Raw("]"u8);
    }

    private void Object(JsonObjectNode map)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Raw("{"u8);
        for (var i = 0; i < map.Count && !IsFull; i++)
        {
            if (i > 0) Raw(","u8);
            String(map.Names[i]);
            Raw(":"u8);
            Value(map.Values[i]);
        }

        Raw("}"u8);
    }

    private void Utf8(ReadOnlySpan<char> text)
    {
        Span<byte> scratch = stackalloc byte[512];
        while (!text.IsEmpty)
        {
            var room = output is null ? scratch : output.GetSpan(Math.Min(text.Length * 3, 4096));
            System.Text.Unicode.Utf8.FromUtf16(text, room, out var read, out var written,
                replaceInvalidSequences: false);
            output?.Advance(written);
            Written += written;
            text = text[read..];
            // Progress stops at a lone surrogate only: everything else fits at least one character into the room.
            if (read == 0 || (!text.IsEmpty && IsLoneSurrogate(text)))
            {
                Escape(text[0]);
                text = text[1..];
            }

            if (IsFull) return;
        }
    }

    private static bool IsLoneSurrogate(ReadOnlySpan<char> text) =>
        char.IsSurrogate(text[0]) && Rune.DecodeFromUtf16(text, out _, out _) != OperationStatus.Done;

    private void Escape(char c)
    {
        Span<byte> text = stackalloc byte[6];
        text[0] = (byte)'\\';
        var simple = c switch
        {
            '"' or '\\' => c,
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => '\0',
        };
        if (simple != '\0')
        {
            text[1] = (byte)simple;
            Raw(text[..2]);
            return;
        }

        text[1] = (byte)'u';
        Utf8Formatter.TryFormat((ushort)c, text[2..], out _, new StandardFormat('x', 4));
        Raw(text);
    }
}
