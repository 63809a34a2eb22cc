using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Engine.Definitions;

namespace Workflows.Hosting.Definitions;

/// <summary>The stored form of findings.</summary>
public static partial class FindingsJson
{
    /// <summary>Writes findings as a UTF-8 JSON array.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<Finding> findings) =>
        JsonSerializer.SerializeToUtf8Bytes(findings, FindingsContext.Default.IReadOnlyListFinding);

    /// <summary>Reads findings; none from an empty value.</summary>
    public static IReadOnlyList<Finding> Read(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty ? [] : JsonSerializer.Deserialize(bytes.Span, FindingsContext.Default.IReadOnlyListFinding) ?? [];

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(SeverityConverter)],
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(IReadOnlyList<Finding>))]
    private sealed partial class FindingsContext : JsonSerializerContext;

    /// <summary><c>error</c> and <c>warning</c>, as everywhere else.</summary>
    private sealed class SeverityConverter() : JsonStringEnumConverter<FindingSeverity>(JsonNamingPolicy.CamelCase);
}
