using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Hosting.Definitions;

/// <summary>The settings of a workflow, beside whether it is paused.</summary>
public sealed partial record WorkflowSettings
{
    /// <summary><c>hold</c>: events that come while the workflow is paused wait; <c>skip</c>: they are skipped for good.</summary>
    public string PauseMode { get; init; } = "hold";

    /// <summary>Whether the mode is <c>skip</c>.</summary>
    [JsonIgnore]
    public bool SkipWhilePaused => PauseMode == "skip";

    /// <summary>Why it is paused.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Who paused it; <c>auto-pause</c> for the engine.</summary>
    public string? PausedBy { get; init; }

    /// <summary>When it was paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When it was resumed last: auto-pause looks at runs since then.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>The most runs that have not ended, whatever started them; null for no limit.</summary>
    public int? ConcurrencyLimit { get; init; }

    /// <summary>Whether the workflow pauses itself when too many of its last runs failed.</summary>
    public bool AutoPauseOnFailure { get; init; }

    /// <summary>The part of failed runs, above 0 and at most 1, from which the workflow pauses itself.</summary>
    public double FailureRateThreshold { get; init; } = 0.5;

    /// <summary>How many of the last runs are looked at; 1 to 1,000.</summary>
    public int FailureRateMinRuns { get; init; } = 10;

    /// <summary>Whether lists show it.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Whether it belongs to the system: only an admin changes it.</summary>
    public bool System { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The stored form.</summary>
    public ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(this, SettingsContext.Default.WorkflowSettings);

    /// <summary>Reads the stored form; the defaults from an empty one.</summary>
    public static WorkflowSettings Read(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty ? new WorkflowSettings() : JsonSerializer.Deserialize(bytes.Span, SettingsContext.Default.WorkflowSettings)!;

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(WorkflowSettings))]
    private sealed partial class SettingsContext : JsonSerializerContext;
}
