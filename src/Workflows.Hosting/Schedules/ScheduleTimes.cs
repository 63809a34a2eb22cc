using Workflows.Abstractions.Schedules;

namespace Workflows.Hosting.Schedules;

/// <summary>What becomes of a due time: which start it means, if any, and which one is next.</summary>
/// <param name="ScheduledFor">The due time that a run is started for; null when none is.</param>
/// <param name="Next">The next due time; null when the schedule is over.</param>
/// <param name="Note">Why there is no run, or why due times were left out.</param>
internal readonly record struct ScheduleStep(DateTimeOffset? ScheduledFor, DateTimeOffset? Next, string? Note);

/// <summary>Decides on due times. Pure.</summary>
internal static class ScheduleTimes
{
    /// <summary>A due time that is handled later than this was missed, and the catch-up policy decides.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The most runs that make up for missed due times of one schedule.</summary>
    public const int MaxCatchUp = 100;

    /// <summary>The first due time of a schedule after a moment; null when there is none.</summary>
    public static DateTimeOffset? First(ScheduleRecord schedule, DateTimeOffset now) =>
        schedule.Kind == ScheduleKind.Once
            ? schedule.RunAt > now ? schedule.RunAt : null
            : CronSchedule.Parse(schedule.Cron!, schedule.TimeZone!) is { IsOk: true } cron ? cron.Value.NextAfter(now) : null;

    /// <summary>What to do about the due time that a schedule has come to.</summary>
    public static ScheduleStep Decide(ScheduleRecord schedule, DateTimeOffset now)
    {
        var due = schedule.Next!.Value;
        var isMissed = now - due > Tolerance;
        if (schedule.Kind == ScheduleKind.Once)
            return isMissed && schedule.CatchUp == ScheduleCatchUp.Skip
                ? new ScheduleStep(null, null, "SCHEDULE_MISSED")
                : new ScheduleStep(due, null, null);

        var parsed = CronSchedule.Parse(schedule.Cron!, schedule.TimeZone!);
        if (!parsed.IsOk) return new ScheduleStep(null, null, parsed.Problem.Code);
        var cron = parsed.Value;
        if (!isMissed) return new ScheduleStep(due, cron.NextAfter(due), null);
        return schedule.CatchUp switch
        {
            ScheduleCatchUp.Skip => new ScheduleStep(null, cron.NextAfter(now), "SCHEDULE_MISSED"),
            ScheduleCatchUp.FireOnce => new ScheduleStep(cron.LastUntil(now) ?? due, cron.NextAfter(now), null),
            _ => EarliestOfMany(cron, due, now) is var first && first > due
                ? new ScheduleStep(null, first, "SCHEDULE_CATCH_UP_CUT")
                : new ScheduleStep(due, cron.NextAfter(due), null),
        };
    }

    /// <summary>The earliest of the last <see cref="MaxCatchUp"/> due times, or the missed one when there are not so many.</summary>
    private static DateTimeOffset EarliestOfMany(CronSchedule cron, DateTimeOffset due, DateTimeOffset now)
    {
        var first = now.AddSeconds(1);
        for (var i = 0; i < MaxCatchUp; i++)
        {
            if (cron.LastUntil(first.AddSeconds(-1)) is not { } before || before <= due) return due;
            first = before;
        }

        return first;
    }
}
