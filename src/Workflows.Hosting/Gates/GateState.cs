using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Hosting.Gates;

/// <summary>What a workflow's gate remembers: the pause of its trigger, and how much of the throttle's window is used.</summary>
public sealed partial record GateState
{
    /// <summary>Until when the trigger is paused because it failed too often.</summary>
    public DateTimeOffset? TriggerPausedUntil { get; init; }

    /// <summary>Why it is paused.</summary>
    public string? TriggerPauseReason { get; init; }

    /// <summary>The starts of the last window, oldest first.</summary>
    public IReadOnlyList<ThrottleBucket> Starts { get; init; } = [];

    /// <summary>The stored form.</summary>
    public ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(this, GateStateContext.Default.GateState);

    /// <summary>Reads the stored form; nothing from an empty one.</summary>
    public static GateState Read(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty ? new GateState() : JsonSerializer.Deserialize(bytes.Span, GateStateContext.Default.GateState)!;

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(GateState))]
    private sealed partial class GateStateContext : JsonSerializerContext;
}

/// <summary>The starts of a tenth of a window.</summary>
/// <param name="End">The end of the stretch.</param>
/// <param name="Count">How many there were.</param>
public readonly record struct ThrottleBucket(DateTimeOffset End, int Count);
