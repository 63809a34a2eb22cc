using Workflows.Engine.Definitions.Typing;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>A trigger of the clock comes due, and the facts that it gives its runs fit their payload.</summary>
internal static class ScheduleCheck
{
    public static void Check(CheckSubject subject)
    {
        if (subject.Definition.Schedule is not { } trigger) return;
        if (trigger.RunAt is { } moment && moment <= subject.Context.Now)
            subject.Error(
                FindingCodes.TimeTriggerInvalidRunAt, "/trigger/runAt", $"{Timestamp.Format(moment)} has passed.", expected: "a moment to come",
                actual: Timestamp.Format(moment));
        if (trigger.Cron is not null && subject.Context.CheckCron?.Invoke(trigger) is { } fault)
            subject.Error(
                fault.IsOfZone ? FindingCodes.TimeTriggerInvalidTimeZone : FindingCodes.TimeTriggerInvalidCron,
                fault.IsOfZone ? "/trigger/timezone" : "/trigger/cron", fault.Message, suggestion: fault.Suggestion);
        if (subject.Contract.PayloadSchemaRef is not { } payload) return;
        var lacks = EnvelopeTypes.Clock(trigger).CheckAgainst(TypeFlow.TypeOf(payload, subject.Context));
        subject.ReportMapping(lacks, "/trigger", null, FindingCodes.TriggerMappingMissingRequiredFields);
    }
}

/// <summary>What is wrong with the cron expression or the zone of a trigger.</summary>
/// <param name="IsOfZone">Whether it is the zone.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to write.</param>
public sealed record ScheduleFault(bool IsOfZone, string Message, string Suggestion);
