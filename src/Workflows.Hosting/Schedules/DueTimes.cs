using Workflows.Hosting.Calendars;

namespace Workflows.Hosting.Schedules;

/// <summary>The due times of a cron expression that fall on the days of a filter. Pure.</summary>
internal sealed class DueTimes(CronSchedule cron, DayFilter days)
{
    /// <summary>The most days, on each of which the expression is due, that are passed over in search of one that the filter takes.</summary>
    public const int MaxDays = 1_000;

    /// <summary>The first due time after a moment; null when there is none any more, or none within the bound.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        for (var passed = 0; passed < MaxDays; passed++)
        {
            if (cron.NextAfter(moment) is not { } due) return null;
            if (days.Takes(due)) return due;
            var last = days.StartOfNextDay(due).AddSeconds(-1);
            moment = last > due ? last : due;
        }

        return null;
    }

    /// <summary>The last due time at a moment or before it; null when there is none, or none within the bound.</summary>
    public DateTimeOffset? LastUntil(DateTimeOffset moment)
    {
        for (var passed = 0; passed < MaxDays; passed++)
        {
            if (cron.LastUntil(moment) is not { } due) return null;
            if (days.Takes(due)) return due;
            var before = days.StartOfDay(due);
            moment = (before < due ? before : due).AddSeconds(-1);
        }

        return null;
    }
}
