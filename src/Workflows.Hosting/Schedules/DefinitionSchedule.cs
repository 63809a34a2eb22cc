using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Schedules;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;
using Workflows.Engine.Triggers;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Schedules;

/// <summary>The schedules of triggers inside definitions: made and taken with the version that says so.</summary>
internal static class DefinitionSchedule
{
    private const int MaxNameLength = 200;

    /// <summary>The schedule of a version; null when its trigger is not one of the clock.</summary>
    public static ScheduleRecord? Of(EngineContext context, Caller caller, WorkflowRecord workflow, WorkflowDefinition definition)
    {
        if (definition.Schedule is not { } trigger) return null;
        var now = context.Clock.GetUtcNow();
        var schedule = new ScheduleRecord
        {
            Id = context.Ids.Next(),
            Tenant = caller.Tenant,
            Workflow = workflow.Id,
            Name = definition.Name[..Math.Min(definition.Name.Length, MaxNameLength)],
            Owner = ScheduleOwner.Definition,
            Kind = trigger.Cron is null ? ScheduleKind.Once : ScheduleKind.Recurring,
            RunAt = trigger.RunAt,
            Cron = trigger.Cron,
            TimeZone = trigger.Cron is null ? null : trigger.TimeZone,
            CatchUp = trigger.CatchUp,
            Status = ScheduleStatus.Active,
            Revision = 1,
            CreatedBy = caller.Actor,
            CreatedAt = now,
            UpdatedBy = caller.Actor,
            UpdatedAt = now,
        };
        return ScheduleTimes.First(schedule, now) is { } next ? schedule with { Next = next } : schedule with { Status = ScheduleStatus.Completed };
    }

    /// <summary>What is wrong with the cron expression or the zone of a trigger; null when it comes due.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="now">The present.</param>
    public static ScheduleFault? FindFault(ScheduleTrigger trigger, DateTimeOffset now)
    {
        var cron = CronSchedule.Parse(trigger.Cron!, trigger.TimeZone);
        var problem = !cron.IsOk ? cron.Problem : cron.Value.NextAfter(now) is null ? ScheduleProblems.NeverDue : null;
        return problem is null ? null : new ScheduleFault(problem.Pointer == "/timezone", problem.Message, problem.NextStep ?? string.Empty);
    }
}
