using System.Buffers;
using System.Buffers.Text;
using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

/// <summary>
/// Writes the history of a slice: a JSON array of entries, one for each thing that happened to a step, in order. An entry is an object:
/// <code>
/// step        the identity of the step with loop indexes, notify[3]; "run" for the run as a whole
/// type        the step's type: action.call
/// status      started | waiting | retry_scheduled | succeeded | continued (failed, and onError goes on) | failed | canceled
/// attempt     from the second attempt on
/// at          Unix milliseconds of the slice
/// durationMs  of a step that waited, from its first parking in this attempt to this entry
/// action      of an action.call: the action's id; a log.write has the message in its output
/// input, output, error    values, masked; over 32 KB {"truncated":true,"sizeBytes":n,"preview":"first KB"}
/// changed     the paths that a step wrote, two segments each: ["vars.total"]
/// waitsFor    event | time | retry | human | child, with eventName and key, due, task (its id), run (the child's id)
/// by          who completed a human task;  items, branch, reason: what control steps and cancel say
/// </code>
/// Past 256 KB entries are counted instead of written: the last one is <c>{"truncated":true,"dropped":n}</c>.
/// </summary>
internal sealed class SliceHistory(DateTimeOffset now)
{
    private const int MaxValueBytes = 32 * 1024;
    private const int MaxBytes = 256 * 1024;
    private const int PreviewBytes = 1024;
    private readonly Buffer buffer = new();
    private readonly long at = now.ToUnixTimeMilliseconds();
    private int dropped;
    private bool skipping;

    public bool IsEmpty => buffer.Length == 0;

    /// <summary>Begins an entry; finish it with <see cref="Close"/>.</summary>
    public SliceHistory Entry(string step, string type, string status, int attempt)
    {
        skipping = buffer.Length > MaxBytes;
        if (skipping)
        {
            dropped++;
            return this;
        }

        buffer.Write(buffer.Length == 0 ? "[{\"step\":"u8 : ",{\"step\":"u8);
        JsonValue.From(step).WriteTo(buffer);
        Text("type", type).Text("status", status);
        if (attempt > 1) Number("attempt", attempt);
        return Number("at", at);
    }

    public SliceHistory Text(string name, string value) => Value(name, JsonValue.From(value));

    public SliceHistory Number(string name, long value)
    {
        if (skipping) return this;
        WriteName(name);
        var span = buffer.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        buffer.Advance(written);
        return this;
    }

    public SliceHistory Value(string name, JsonValue value)
    {
        if (skipping) return this;
        WriteName(name);
        var start = buffer.Length;
        (value.IsMissing ? JsonValue.Null : value).WriteTo(buffer);
        var length = buffer.Length - start;
        if (length <= MaxValueBytes) return this;
        var preview = System.Text.Encoding.UTF8.GetString(buffer.Written.Slice(start, PreviewBytes)).TrimEnd('\uFFFD');
        buffer.Truncate(start);
        buffer.Write("{\"truncated\":true"u8);
        Number("sizeBytes", length).Text("preview", preview);
        buffer.Write("}"u8);
        return this;
    }

    public void Close()
    {
        if (!skipping) buffer.Write("}"u8);
    }

    /// <summary>The array.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        if (buffer.Length == 0) return "[]"u8.ToArray();
        var length = buffer.Length;
        if (dropped > 0)
        {
            buffer.Write(",{\"truncated\":true"u8);
            skipping = false;
            Number("dropped", dropped);
            buffer.Write("}"u8);
        }

        buffer.Write("]"u8);
        var result = buffer.Written.ToArray();
        buffer.Truncate(length);
        return result;
    }

    private void WriteName(string name)
    {
        buffer.Write(",\""u8);
        var span = buffer.GetSpan(name.Length);
        buffer.Advance(System.Text.Encoding.ASCII.GetBytes(name, span));
        buffer.Write("\":"u8);
    }

    private sealed class Buffer : IBufferWriter<byte>
    {
        private byte[] bytes = new byte[512];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

        public void Truncate(int length) => Length = length;

        public void Advance(int count) => Length += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Grow(sizeHint);
            return bytes.AsMemory(Length);
        }

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            Grow(sizeHint);
            return bytes.AsSpan(Length);
        }

        private void Grow(int sizeHint)
        {
            var needed = Length + Math.Max(sizeHint, 1);
            if (needed > bytes.Length) Array.Resize(ref bytes, Math.Max(needed, bytes.Length * 2));
        }
    }
}
