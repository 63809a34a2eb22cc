using Quartz;

namespace Workflows.Hosting.Schedules;

/// <summary>
/// Due times by a five-field cron expression in an IANA time zone. When the clocks go forward, a time that the day does not have is due when the gap
/// ends. When they go back, a fixed time that comes twice is due the first time, and an expression over every hour goes on hour by hour.
/// </summary>
internal sealed class CronSchedule
{
    private readonly CronExpression expression;

    private CronSchedule(CronExpression expression) => this.expression = expression;

    /// <summary>Reads an expression and a zone.</summary>
    public static Result<CronSchedule> Parse(string cron, string timeZone)
    {
        if (!TimeZones.TryFind(timeZone, out var zone)) return ScheduleProblems.InvalidTimeZone(timeZone);
        try
        {
            // Macros (@daily) are known to the parser only; five fields are what users are promised.
            if (cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
                return ScheduleProblems.InvalidCron("it has five fields: minute, hour, day of month, month, day of week");
            return new CronSchedule(CronExpression.Parse(cron, CronFormat.Unix).WithTimeZone(zone));
        }
        catch (FormatException exception)
        {
            return ScheduleProblems.InvalidCron(exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>The first due time after a moment; null when there is none any more.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment) => expression.GetNextValidTimeAfter(moment)?.ToUniversalTime();

    /// <summary>The last due time at a moment or before it; null when there is none.</summary>
    public DateTimeOffset? LastUntil(DateTimeOffset moment) =>
        expression.GetPreviousValidTimeBefore(moment.AddSeconds(1))?.ToUniversalTime() is { } last && last <= moment ? last : null;

    /// <summary>The local time of a due time.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, expression.TimeZone);
}
