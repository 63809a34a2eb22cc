using Workflows.Abstractions.Schedules;

namespace Workflows.Engine.Triggers;

/// <summary>Starts a run at a moment, or again and again by a cron expression.</summary>
public sealed record ScheduleTrigger
{
    /// <summary>The moment of a trigger of type <c>schedule</c>; null for <c>recurring</c>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The five fields of a trigger of type <c>recurring</c>; null for <c>schedule</c>.</summary>
    public string? Cron { get; init; }

    /// <summary>The IANA zone of <see cref="Cron"/>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What becomes of due times that were missed.</summary>
    public ScheduleCatchUp CatchUp { get; init; } = ScheduleCatchUp.FireOnce;
}
