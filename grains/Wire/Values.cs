using Workflows.Abstractions.Json;

namespace Workflows.Grains.Wire;

/// <summary>A JSON value between silos: its text.</summary>
[GenerateSerializer, Alias("workflows.json")]
internal struct JsonWire
{
    /// <summary>UTF-8 JSON; null for Missing.</summary>
    [Id(0)]
    public byte[]? Utf8;

    /// <summary>The wire form.</summary>
    public static JsonWire Of(JsonValue value) => new() { Utf8 = value.IsMissing ? null : value.ToUtf8() };

    /// <summary>The value.</summary>
    public readonly JsonValue Read() => Utf8 is null ? default : JsonValue.Parse(Utf8);
}
