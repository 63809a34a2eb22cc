using Workflows.Abstractions.Schedules;
using Workflows.Engine.Definitions.Typing;
using Workflows.Engine.Triggers;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>A trigger of the clock comes due on its days, and the facts that it gives its runs fit their payload.</summary>
internal static class ScheduleCheck
{
    public static void Check(CheckSubject subject)
    {
        if (subject.Definition.Schedule is not { } trigger) return;
        if (trigger.RunAt is { } moment && moment <= subject.Context.Now)
            subject.Error(
                FindingCodes.TimeTriggerInvalidRunAt, "/trigger/runAt", $"{Timestamp.Format(moment)} has passed.", expected: "a moment to come",
                actual: Timestamp.Format(moment));
        CheckDays(subject, trigger);
        if (trigger.Cron is not null && subject.Context.CheckCron?.Invoke(trigger) is { } fault)
            subject.Error(CodeOf(fault.Field), $"/trigger/{fault.Field}", fault.Message, suggestion: fault.Suggestion);
        if (subject.Contract.PayloadSchemaRef is not { } payload) return;
        var lacks = EnvelopeTypes.Clock(trigger).CheckAgainst(TypeFlow.TypeOf(payload, subject.Context));
        subject.ReportMapping(lacks, "/trigger", null, FindingCodes.TriggerMappingMissingRequiredFields);
    }

    private static void CheckDays(CheckSubject subject, ScheduleTrigger trigger)
    {
        if (trigger.Cron is null && trigger.Days != ScheduleDays.Any)
            subject.Error(
                FindingCodes.TimeTriggerInvalidDays, "/trigger/days", "A trigger of type 'schedule' starts its run whatever day it is.",
                suggestion: "recurring, with 'cron'");
        if (trigger.Calendar is not null && trigger.Days == ScheduleDays.Any)
            subject.Error(
                FindingCodes.TimeTriggerInvalidDays, "/trigger/calendar", "A trigger of any day needs no calendar.",
                suggestion: "\"days\": \"business\"");
    }

    private static string CodeOf(string field) => field switch
    {
        "timezone" => FindingCodes.TimeTriggerInvalidTimeZone,
        "days" => FindingCodes.TimeTriggerInvalidDays,
        "calendar" => FindingCodes.TimeTriggerUnknownCalendar,
        _ => FindingCodes.TimeTriggerInvalidCron,
    };
}

/// <summary>What is wrong with a recurring trigger.</summary>
/// <param name="Field">The field that is: <c>cron</c>, <c>timezone</c>, <c>days</c> or <c>calendar</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to write.</param>
public sealed record ScheduleFault(string Field, string Message, string Suggestion);
