using System.Globalization;
using Workflows.Abstractions.Calendars;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Calendars;

/// <summary>A row of <c>calendars</c>. Its holidays are a JSON array of dates and names.</summary>
internal sealed class CalendarRow
{
    public const string Columns =
        """
        tenant, key, name, timezone, weekdays, holidays, is_default AS IsDefault, revision, created_by AS CreatedBy, created_ms AS CreatedMs,
        updated_by AS UpdatedBy, updated_ms AS UpdatedMs
        """;

    public int Tenant { get; set; }

    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public int Weekdays { get; set; }

    public string Holidays { get; set; } = "";

    public bool IsDefault { get; set; }

    public int Revision { get; set; }

    public string CreatedBy { get; set; } = "";

    public long CreatedMs { get; set; }

    public string UpdatedBy { get; set; } = "";

    public long UpdatedMs { get; set; }

    public static CalendarRow From(CalendarRecord record) => new()
    {
        Tenant = record.Tenant.Value,
        Key = record.Key,
        Name = record.Name,
        TimeZone = record.TimeZone,
        Weekdays = (int)record.Weekdays,
        Holidays = Write(record.Holidays),
        IsDefault = record.IsDefault,
        Revision = record.Revision,
        CreatedBy = record.CreatedBy,
        CreatedMs = record.CreatedAt.ToMs(),
        UpdatedBy = record.UpdatedBy,
        UpdatedMs = record.UpdatedAt.ToMs(),
    };

    public CalendarRecord ToRecord() => new()
    {
        Tenant = new TenantId(Tenant),
        Key = Key,
        Name = Name,
        TimeZone = TimeZone,
        Weekdays = (Weekdays)Weekdays,
        Holidays = Read(JsonValue.Parse(Holidays)),
        IsDefault = IsDefault,
        Revision = Revision,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedMs.ToMoment(),
        UpdatedBy = UpdatedBy,
        UpdatedAt = UpdatedMs.ToMoment(),
    };

    private static List<Holiday> Read(JsonValue items)
    {
        var holidays = new List<Holiday>();
        foreach (var item in items.EnumerateArray())
            holidays.Add(new Holiday(DateOnly.ParseExact(item["date"].GetString(), "O", CultureInfo.InvariantCulture), item["name"].GetString()));
        return holidays;
    }

    private static string Write(IReadOnlyList<Holiday> holidays)
    {
        var items = new JsonArrayBuilder();
        foreach (var holiday in holidays)
        {
            var item = new JsonObjectBuilder();
            item.Add("date", JsonValue.From(holiday.Date.ToString("O", CultureInfo.InvariantCulture)));
            item.Add("name", JsonValue.From(holiday.Name));
            items.Add(item.Build());
        }

        return items.Build().ToString();
    }
}
