using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Schedules;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;
using Workflows.Engine.Triggers;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Schedules;

/// <summary>The schedules of triggers inside definitions: made and taken with the version that says so.</summary>
internal static class DefinitionSchedule
{
    private const int MaxNameLength = 200;

    /// <summary>The schedule of a version; null when its trigger is not one of the clock.</summary>
    public static async Task<ScheduleRecord?> OfAsync(
        EngineContext context, Caller caller, WorkflowRecord workflow, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Schedule is not { } trigger) return null;
        var name = definition.Name[..Math.Min(definition.Name.Length, MaxNameLength)];
        var schedule = NewSchedule.Of(context, caller, workflow.Id, ScheduleOwner.Definition, name, trigger.CatchUp) with
        {
            Kind = trigger.Cron is null ? ScheduleKind.Once : ScheduleKind.Recurring,
            RunAt = trigger.RunAt,
            Cron = trigger.Cron,
            TimeZone = trigger.Cron is null ? null : trigger.TimeZone,
            Days = trigger.Days,
            Calendar = trigger.Calendar,
        };

        // The check of the definition has seen the calendar; gone since then, the due time will say so.
        var days = await CalendarSet.ResolveAsync(context.Store.Calendars, caller.Tenant, trigger.Days, trigger.Calendar, cancellationToken);
        return ScheduleTimes.First(schedule, schedule.CreatedAt, days.IsOk ? days.Value : DayFilter.Any) is { } next
            ? schedule with { Next = next }
            : schedule with { Status = ScheduleStatus.Completed };
    }

    /// <summary>What is wrong with the times or the days of a recurring trigger; null when it comes due.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="days">Its days, or why nobody can tell them.</param>
    /// <param name="now">The present.</param>
    public static ScheduleFault? FindFault(ScheduleTrigger trigger, Result<DayFilter> days, DateTimeOffset now)
    {
        var problem = FindProblem(trigger, days, now);
        return problem is null ? null : new ScheduleFault(problem.Pointer!.TrimStart('/'), problem.Message, problem.NextStep ?? string.Empty);
    }

    private static Problem? FindProblem(ScheduleTrigger trigger, Result<DayFilter> days, DateTimeOffset now)
    {
        var cron = CronSchedule.Parse(trigger.Cron!, trigger.TimeZone);
        if (!cron.IsOk) return cron.Problem;
        if (cron.Value.NextAfter(now) is null) return ScheduleProblems.NeverDue;
        if (!days.IsOk) return days.Problem;
        return new DueTimes(cron.Value, days.Value).NextAfter(now) is null ? ScheduleProblems.NoEligibleDay : null;
    }
}
