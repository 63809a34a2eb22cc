using System.Globalization;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Calendars;

namespace Workflows.ClientApi.Calendars;

/// <summary>Reads what a request says of a calendar.</summary>
internal static class CalendarReader
{
    private static readonly string[] HolidayKeys = ["date", "name"];

    /// <summary>Reads a calendar from an open body.</summary>
    public static Result<CalendarDraft> Read(ObjectReader reader)
    {
        var (name, zone, isDefault) = (reader.RequiredText("name"), reader.Text("timezone") ?? "UTC", reader.Flag("default") ?? false);
        var names = reader.RequiredTexts("weekdays");
        if (reader.Problem is { } problem) return problem;
        var weekdays = ReadWeekdays(names);
        if (!weekdays.IsOk) return weekdays.Problem;
        var holidays = ReadHolidays(reader.Value("holidays"));
        return holidays.IsOk ? new CalendarDraft(name, zone, weekdays.Value, holidays.Value, isDefault) : holidays.Problem;
    }

    private static Result<Weekdays> ReadWeekdays(IReadOnlyList<string> names)
    {
        var days = Weekdays.None;
        for (var i = 0; i < names.Count; i++)
        {
            if (WeekdayNames.Find(names[i]) is not { } day)
                return GatewayProblems.WrongType($"weekdays/{i}", $"one of {string.Join(", ", WeekdayNames.All)}");
            days |= day;
        }

        return days;
    }

    private static Result<IReadOnlyList<Holiday>> ReadHolidays(JsonValue value)
    {
        if (value.IsMissingOrNull) return Array.Empty<Holiday>();
        if (value.Kind != JsonKind.Array) return GatewayProblems.WrongType("holidays", "a list of objects with 'date' and 'name'");
        var holidays = new List<Holiday>();
        for (var i = 0; i < value.Count; i++)
        {
            var holiday = ReadHoliday(value[i], $"holidays/{i}");
            if (!holiday.IsOk) return holiday.Problem;
            holidays.Add(holiday.Value);
        }

        return holidays;
    }

    private static Result<Holiday> ReadHoliday(JsonValue value, string at)
    {
        if (value.Kind != JsonKind.Object) return GatewayProblems.WrongType(at, "an object with 'date' and 'name'");
        foreach (var (key, _) in value.EnumerateObject())
            if (!HolidayKeys.Contains(key)) return GatewayProblems.UnknownKey($"/{at}{JsonPointer.Root.Append(key)}", HolidayKeys);
        if (value["name"].Kind != JsonKind.String) return GatewayProblems.WrongType($"{at}/name", "a string");
        return value["date"].Kind == JsonKind.String
            && DateOnly.TryParseExact(value["date"].GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new Holiday(date, value["name"].GetString())
            : GatewayProblems.WrongType($"{at}/date", "a date as 2026-12-25");
    }
}
