using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.ClientApi.Json;

/// <summary>JSON that the store keeps as bytes and that goes into the answer as it is.</summary>
/// <param name="Utf8">The text; not empty.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The JSON of stored bytes; null when there are none.</summary>
    public static RawJson? OrNull(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? null : new RawJson(utf8);

    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Request bodies are read by JsonValue.Parse.");

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
