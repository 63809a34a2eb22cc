namespace Workflows.Expressions.Functions.Pictures;

/// <summary>
/// Components of a date. Weeks are ISO 8601's: they begin on Monday and belong to the year, or here also to the month,
/// that holds their Thursday.
/// </summary>
internal static class Calendar
{
    public static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    public static readonly string[] Days =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static int Component(DateTime time, char component) => component switch
    {
        'Y' => time.Year,
        'M' => time.Month,
        'D' => time.Day,
        'd' => time.DayOfYear,
        'F' => IsoDay(time),
        'W' => Week(time),
        'w' => ((Thursday(time).Day - 1) / 7) + 1,
        'X' => Thursday(time).Year,
        'x' => Thursday(time).Month,
        'H' => time.Hour,
        'h' => time.Hour % 12 == 0 ? 12 : time.Hour % 12,
        'P' => time.Hour >= 12 ? 1 : 0,
        'm' => time.Minute,
        's' => time.Second,
        _ => time.Millisecond,
    };

    private static int IsoDay(DateTime time) => time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek;

    private static int Week(DateTime time) => ((Thursday(time).DayOfYear - 1) / 7) + 1;

    private static DateTime Thursday(DateTime time)
    {
        var days = 4 - IsoDay(time);
        // The calendar ends with 9999; its last week has no Thursday of its own to go to.
        return days > 0 && time.Date > DateTime.MaxValue.Date.AddDays(-days) ? time
            : days < 0 && time.Date < DateTime.MinValue.Date.AddDays(-days) ? time : time.AddDays(days);
    }
}
