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

    /// <summary>The days on which it starts runs.</summary>
    public ScheduleDays Days { get; init; } = ScheduleDays.Any;

    /// <summary>The key of the calendar that tells business days; null for the tenant's default.</summary>
    public string? Calendar { get; init; }

    /// <summary>What becomes of due times that were missed.</summary>
    public ScheduleCatchUp CatchUp { get; init; } = ScheduleCatchUp.FireOnce;
}
