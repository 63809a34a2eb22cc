using Workflows.Schemas;

namespace Workflows.Hosting.Schedules;

/// <summary>Why a command on schedules was refused.</summary>
internal static class ScheduleProblems
{
    public static Problem NotFound { get; } = new(
        ProblemKind.NotFound, "UNKNOWN_SCHEDULE", "There is no such schedule.", null, "GET /v1/schedules lists the schedules.");

    public static Problem InvalidName { get; } = new(
        ProblemKind.Invalid, "INVALID_SCHEDULE_NAME", "A schedule's name has 1 to 200 characters.", "/name", "Send such a name.");

    public static Problem OneOfTwo { get; } = new(
        ProblemKind.Invalid, "SCHEDULE_TIME_REQUIRED", "A schedule has either 'runAt' or 'cron' with 'timezone'.", null,
        "Send one of the two.");

    public static Problem RunAtInThePast { get; } = new(
        ProblemKind.Invalid, "RUN_AT_IN_THE_PAST", "'runAt' has passed.", "/runAt", "Send a moment in the future.");

    public static Problem InvalidCron(string reason) => new(
        ProblemKind.Invalid, "INVALID_CRON", $"The cron expression is not valid: {reason}.", "/cron",
        "Send five fields, as '30 8 * * 1-5' for 8:30 on weekdays.");

    public static Problem NeverDue { get; } = new(
        ProblemKind.Invalid, "NEVER_DUE", "The cron expression names no moment that will come.", "/cron", "Correct day and month.");

    public static Problem DaysNeedCron { get; } = new(
        ProblemKind.Invalid, "SCHEDULE_DAYS_NEED_CRON", "A one-time schedule starts its run whatever day it is.", "/days",
        "Leave 'days' out, or send 'cron' instead of 'runAt'.");

    public static Problem CalendarWithoutDays { get; } = new(
        ProblemKind.Invalid, "CALENDAR_WITHOUT_DAYS", "A schedule of any day needs no calendar.", "/calendar",
        "Send 'days' (business or nonBusiness), or leave 'calendar' out.");

    public static Problem NoEligibleDay { get; } = new(
        ProblemKind.Invalid, "NO_ELIGIBLE_DAY",
        $"None of the next {DueTimes.MaxDays} days on which the expression is due is one of the schedule's.", "/days",
        "Correct 'cron' or 'days', or the calendar.");

    public static Problem InvalidTimeZone(string zone) => new(
        ProblemKind.Invalid, "INVALID_TIME_ZONE", $"'{zone}' is not an IANA time zone.", "/timezone",
        "Send a name like Europe/Berlin, America/New_York or UTC.");

    public static Problem PayloadRefused(string workflow, IReadOnlyList<SchemaValidationError> issues) => new(
        ProblemKind.Invalid, "SCHEDULE_PAYLOAD_INVALID", $"The payload breaks the contract of '{workflow}': {issues[0].Message}",
        "/payload" + issues[0].InstancePointer, "Correct the payload, or publish a version of the workflow that takes it.")
    {
        Issues = [.. issues.Select(issue => new ProblemIssue("/payload" + issue.InstancePointer, issue.Keyword, issue.Message))],
    };

    public static Problem OwnedByDefinition { get; } = new(
        ProblemKind.Conflict, "SCHEDULE_OWNED_BY_DEFINITION", "The schedule comes with the workflow's published trigger.", null,
        "Change the trigger and publish; pausing and resuming work here.");

    public static Problem Completed { get; } = new(
        ProblemKind.Conflict, "SCHEDULE_COMPLETED", "The schedule is over: no due time is left.", null, "Give it a new time.");

    public static Problem Stale(int revision) => new(
        ProblemKind.Stale, "STALE_SCHEDULE", $"The schedule was changed meanwhile; it is at revision {revision}.", null,
        "Read it again, apply the change to it, and save with its ETag.");
}
