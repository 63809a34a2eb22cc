using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json;

/// <summary>
/// The canonical form for hashing (RFC 8785): names sorted by UTF-16 code units, numbers as ECMAScript writes them, no
/// whitespace. Numbers that a double cannot hold exactly take part as the nearest double, as that standard says.
/// </summary>
public static class JsonCanonical
{
    /// <summary>Writes the canonical form.</summary>
    /// <exception cref="InvalidOperationException">The value is <see cref="JsonValue.Missing"/>.</exception>
    public static void WriteTo(JsonValue value, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new JsonTextWriter(output, long.MaxValue);
        Write(value, ref writer);
    }

    /// <summary>The SHA-256 of the canonical form, in lower-case hexadecimal.</summary>
    /// <exception cref="InvalidOperationException">The value is <see cref="JsonValue.Missing"/>.</exception>
    public static string Sha256(JsonValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(value, buffer);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void Write(in JsonValue value, ref JsonTextWriter writer)
    {
        switch (value.Kind)
        {
            case JsonKind.Number: writer.Double(value.GetDouble()); break;
            case JsonKind.String: writer.String(value.GetString()); break;
            case JsonKind.Array: WriteArray(value, ref writer); break;
            case JsonKind.Object: WriteObject(value, ref writer); break;
            default: writer.Value(value); break;
        }
    }

    private static void WriteArray(in JsonValue array, ref JsonTextWriter writer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        writer.Raw("["u8);
        var first = true;
        foreach (var item in array.EnumerateArray())
        {
            if (!first) writer.Raw(","u8);
            first = false;
            Write(item, ref writer);
        }

        writer.Raw("]"u8);
    }

    private static void WriteObject(in JsonValue map, ref JsonTextWriter writer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var properties = new JsonProperty[map.Count];
        var count = 0;
        foreach (var property in map.EnumerateObject()) properties[count++] = property;
        Array.Sort(properties, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        writer.Raw("{"u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) writer.Raw(","u8);
            writer.String(properties[i].Name);
            writer.Raw(":"u8);
            Write(properties[i].Value, ref writer);
        }

        writer.Raw("}"u8);
    }
}
