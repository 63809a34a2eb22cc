using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Calendars;

namespace Workflows.Hosting.Schedules;

/// <summary>What becomes of a due time: which start it means, if any, and which one is next.</summary>
/// <param name="ScheduledFor">The due time that a run is started for; null when none is.</param>
/// <param name="Next">The next due time; null when the schedule is over.</param>
/// <param name="Note">Why there is no run, or why due times were left out.</param>
/// <param name="Skip">Why there is to be no run.</param>
internal readonly record struct ScheduleStep(DateTimeOffset? ScheduledFor, DateTimeOffset? Next, string? Note, string? Skip = null);

/// <summary>Decides on due times. Pure.</summary>
internal static class ScheduleTimes
{
    /// <summary>A due time that is handled later than this was missed, and the catch-up policy decides.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The most runs that make up for missed due times of one schedule.</summary>
    public const int MaxCatchUp = 100;

    /// <summary>The note of a due time on a day on which the schedule starts nothing.</summary>
    public const string DaySkipped = "SCHEDULE_DAY_SKIPPED";

    /// <summary>The first due time of a schedule after a moment; null when there is none.</summary>
    public static DateTimeOffset? First(ScheduleRecord schedule, DateTimeOffset now, DayFilter days) =>
        schedule.Kind == ScheduleKind.Once
            ? schedule.RunAt > now ? schedule.RunAt : null
            : CronSchedule.Parse(schedule.Cron!, schedule.TimeZone!) is { IsOk: true } cron ? new DueTimes(cron.Value, days).NextAfter(now) : null;

    /// <summary>What to do about the due time that a schedule has come to.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="now">The present.</param>
    /// <param name="days">The days on which it starts runs; the problem when nobody can tell them.</param>
    public static ScheduleStep Decide(ScheduleRecord schedule, DateTimeOffset now, Result<DayFilter> days)
    {
        var due = schedule.Next!.Value;
        var isMissed = now - due > Tolerance;
        if (schedule.Kind == ScheduleKind.Once)
            return isMissed && schedule.CatchUp == ScheduleCatchUp.Skip
                ? new ScheduleStep(null, null, "SCHEDULE_MISSED")
                : new ScheduleStep(due, null, null);

        var parsed = CronSchedule.Parse(schedule.Cron!, schedule.TimeZone!);
        if (!parsed.IsOk) return new ScheduleStep(null, null, parsed.Problem.Code);
        if (!days.IsOk) return new ScheduleStep(null, parsed.Value.NextAfter(isMissed ? now : due), $"{days.Problem.Code}: {days.Problem.Message}");
        var times = new DueTimes(parsed.Value, days.Value);
        return isMissed ? CatchUp(schedule.CatchUp, times, days.Value, due, now) : At(times, days.Value, due);
    }

    private static ScheduleStep CatchUp(ScheduleCatchUp policy, DueTimes times, DayFilter days, DateTimeOffset due, DateTimeOffset now) =>
        policy switch
        {
            ScheduleCatchUp.Skip => new ScheduleStep(null, times.NextAfter(now), "SCHEDULE_MISSED"),
            ScheduleCatchUp.FireOnce => times.LastUntil(now) is { } last && last >= due
                ? new ScheduleStep(last, times.NextAfter(now), null)
                : At(times, days, due),
            _ => EarliestOfMany(times, due, now) is var first && first > due
                ? new ScheduleStep(null, first, "SCHEDULE_CATCH_UP_CUT")
                : At(times, days, due),
        };

    /// <summary>The start at a due time, unless its day is none of the schedule's: the calendar has changed since the time was set.</summary>
    private static ScheduleStep At(DueTimes times, DayFilter days, DateTimeOffset due) =>
        days.Takes(due)
            ? new ScheduleStep(due, times.NextAfter(due), null)
            : new ScheduleStep(null, times.NextAfter(due), null, $"{DaySkipped}: {days.Explain(due)}");

    /// <summary>The earliest of the last <see cref="MaxCatchUp"/> due times, or the missed one when there are not so many.</summary>
    private static DateTimeOffset EarliestOfMany(DueTimes times, DateTimeOffset due, DateTimeOffset now)
    {
        var first = now.AddSeconds(1);
        for (var i = 0; i < MaxCatchUp; i++)
        {
            if (times.LastUntil(first.AddSeconds(-1)) is not { } before || before <= due) return due;
            first = before;
        }

        return first;
    }
}
