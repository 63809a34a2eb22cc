using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Json;

/// <summary>Writes a value of ours into an answer.</summary>
internal sealed class JsonValueConverter : JsonConverter<JsonValue>
{
    /// <inheritdoc/>
    public override JsonValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Request bodies are read by JsonValue.Parse.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonValue value, JsonSerializerOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        value.WriteTo(buffer);
        writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }
}
