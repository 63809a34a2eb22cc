using System.Buffers;
using System.Text;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json;

/// <content>Writing.</content>
public readonly partial struct JsonValue
{
    /// <summary>
    /// Writes compact JSON. Parsed nodes that are compact already are copied as they were written, so integers of any
    /// length stay exact; computed numbers are written as ECMAScript writes them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is <see cref="Missing"/>.</exception>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new JsonTextWriter(output, long.MaxValue);
        writer.Value(this);
    }

    /// <summary>The compact JSON text.</summary>
    /// <exception cref="InvalidOperationException">The value is <see cref="Missing"/>.</exception>
    public byte[] ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The compact JSON text; empty for <see cref="Missing"/>.</summary>
    public override string ToString()
    {
        if (Kind == JsonKind.Missing) return "";
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Bytes of the compact JSON text; counting ends soon after <paramref name="stopAfter"/>. 0 for
    /// <see cref="Missing"/>.</summary>
    public int MeasureUtf8(int stopAfter)
    {
        if (IsMissing) return 0;
        var writer = new JsonTextWriter(null, stopAfter);
        writer.Value(this);
        return (int)Math.Min(int.MaxValue, writer.Written);
    }
}
