namespace Workflows.Hosting.Definitions;

/// <summary>Changes of a workflow's settings; what is left out stays.</summary>
public sealed record SettingsChange
{
    /// <summary>Whether events are held or skipped, and not started.</summary>
    public bool? Paused { get; init; }

    /// <summary>Why; kept with the pause.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether events that come while paused are skipped.</summary>
    public bool? SkipWhilePaused { get; init; }

    /// <summary>The most runs that have not ended; 0 takes the limit away.</summary>
    public int? ConcurrencyLimit { get; init; }

    /// <summary>Whether the workflow pauses itself when too many runs fail.</summary>
    public bool? AutoPauseOnFailure { get; init; }

    /// <summary>Above 0 and at most 1.</summary>
    public double? FailureRateThreshold { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int? FailureRateMinRuns { get; init; }

    /// <summary>Whether lists show the workflow.</summary>
    public bool? Visible { get; init; }

    /// <summary>At most 20 labels of 1 to 50 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The first value that is out of its range; null when none is.</summary>
    internal Problem? Check()
    {
        if (ConcurrencyLimit is < 0 or > 100_000) return WorkflowProblems.InvalidSetting("concurrencyLimit", "null, or a whole number from 1 to 100,000");
        if (FailureRateThreshold is not (null or (> 0 and <= 1))) return WorkflowProblems.InvalidSetting("failureRateThreshold", "above 0 and at most 1");
        if (FailureRateMinRuns is not (null or (>= 1 and <= 1_000))) return WorkflowProblems.InvalidSetting("failureRateMinRuns", "from 1 to 1,000");
        if (Tags is { } tags && (tags.Count > 20 || tags.Any(tag => tag.Length is 0 or > 50)))
            return WorkflowProblems.InvalidSetting("tags", "a list of at most 20 labels of 1 to 50 characters");
        return Reason is { Length: > 500 } ? WorkflowProblems.InvalidSetting("reason", "at most 500 characters") : null;
    }

    /// <summary>The settings with the changes.</summary>
    internal WorkflowSettings Apply(WorkflowSettings settings, string actor, bool wasPaused, DateTimeOffset now)
    {
        var changed = settings with
        {
            PauseMode = SkipWhilePaused switch { true => "skip", false => "hold", null => settings.PauseMode },
            ConcurrencyLimit = ConcurrencyLimit switch { null => settings.ConcurrencyLimit, 0 => null, var limit => limit },
            AutoPauseOnFailure = AutoPauseOnFailure ?? settings.AutoPauseOnFailure,
            FailureRateThreshold = FailureRateThreshold ?? settings.FailureRateThreshold,
            FailureRateMinRuns = FailureRateMinRuns ?? settings.FailureRateMinRuns,
            Visible = Visible ?? settings.Visible,
            Tags = Tags ?? settings.Tags,
        };
        return Paused switch
        {
            true when !wasPaused => changed with { PauseReason = Reason, PausedBy = actor, PausedAt = now },
            false => changed with { PauseReason = null, PausedBy = null, PausedAt = null, ResumedAt = now },
            _ => changed,
        };
    }
}
