using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Gates;

/// <summary>What a held start without an event keeps.</summary>
/// <param name="Payload">The workflow's payload.</param>
/// <param name="Version">The version that was asked for; null for the one that is published at the release.</param>
internal readonly record struct HeldInput(JsonValue Payload, int? Version)
{
    public ReadOnlyMemory<byte> Write()
    {
        var input = new JsonObjectBuilder();
        input.Add("payload", Payload);
        if (Version is { } version) input.Add("version", JsonValue.From(version));
        return input.Build().ToUtf8();
    }

    public static HeldInput Read(ReadOnlyMemory<byte> bytes)
    {
        var input = JsonValue.Parse(bytes);
        return new HeldInput(input["payload"], input["version"] is { Kind: JsonKind.Number } version && version.TryGetInt64(out var number) ? (int)number : null);
    }
}
