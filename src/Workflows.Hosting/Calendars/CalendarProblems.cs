namespace Workflows.Hosting.Calendars;

/// <summary>Why a command on calendars, or one that needs a calendar, was refused.</summary>
internal static class CalendarProblems
{
    public static Problem InvalidKey(string key) => new(
        ProblemKind.Invalid, "INVALID_CALENDAR_KEY", $"'{key}' cannot be a calendar's key.", "/key",
        "Use 1 to 100 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit.");

    public static Problem InvalidName { get; } = new(
        ProblemKind.Invalid, "INVALID_CALENDAR_NAME", "A calendar's name has 1 to 200 characters.", "/name", "Send such a name.");

    public static Problem TooManyHolidays(int limit) => new(
        ProblemKind.Invalid, "INVALID_HOLIDAY", $"A calendar has at most {limit} holidays.", "/holidays", "Leave out those that have passed.");

    public static Problem InvalidHolidayName(int index) => new(
        ProblemKind.Invalid, "INVALID_HOLIDAY", "A holiday's name has 1 to 200 characters.", $"/holidays/{index}/name", "Send such a name.");

    public static Problem HolidayTwice(int index) => new(
        ProblemKind.Invalid, "INVALID_HOLIDAY", "The date is in the list already.", $"/holidays/{index}/date", "Name each date once.");

    public static Problem NotFound(string key, string? nearest) => new(
        ProblemKind.NotFound, "UNKNOWN_CALENDAR", $"There is no calendar '{key}'.", null,
        nearest is null ? "GET /v1/calendars lists the calendars." : $"Did you mean '{nearest}'?");

    public static Problem Required { get; } = new(
        ProblemKind.Invalid, "CALENDAR_REQUIRED", "There is no default calendar that would tell business days.", "/days",
        "Name a calendar, or make one the default.");

    public static Problem Taken(string key) => new(
        ProblemKind.Conflict, "CALENDAR_EXISTS", $"There is a calendar '{key}' already.", "/key", "Choose another key, or replace that one.");

    public static Problem TooMany(int limit) => new(
        ProblemKind.Conflict, "TOO_MANY_CALENDARS", $"A tenant has at most {limit} calendars.", null, "Delete one that is not needed.");

    public static Problem InUse(string key, IReadOnlyList<string> schedules) => new(
        ProblemKind.Conflict, "CALENDAR_IN_USE",
        $"The calendar '{key}' tells the days of {string.Join(", ", schedules.Take(20).Select(name => $"'{name}'"))}"
        + $"{(schedules.Count > 20 ? $" and {schedules.Count - 20} more schedules" : "")}.",
        null, "Change these schedules first, or delete it all the same with force=true: they start nothing until they have a calendar again.");

    public static Problem Stale(string key, int revision) => new(
        ProblemKind.Stale, "STALE_CALENDAR", $"The calendar '{key}' was changed meanwhile; it is at revision {revision}.", null,
        "Read it again, apply the change to it, and save with its ETag.");

    public static Problem Changed(string key) => new(
        ProblemKind.Conflict, "CALENDAR_CHANGED", $"The calendar '{key}', or a schedule by it, is being changed by others.", null, "Try again.");
}
