using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Engine.Triggers;

namespace Workflows.Engine.Definitions;

/// <content>Triggers of the clock.</content>
public sealed partial class DefinitionReader
{
    /// <summary>Whether a trigger is one of the clock; every other is taken for one of events.</summary>
    private static bool IsSchedule(JsonValue trigger) => trigger["type"].IsString("schedule") || trigger["type"].IsString("recurring");

    private ScheduleTrigger? ReadScheduleTrigger(JsonValue value)
    {
        if (Open(value, "/trigger") is not { } fields) return null;
        var isOnce = fields.RequiredString("type", 50) == "schedule";
        var trigger = new ScheduleTrigger
        {
            RunAt = isOnce ? ReadRunAt(fields) : null,
            Cron = isOnce ? null : fields.RequiredString("cron", 200),
            TimeZone = (isOnce ? null : fields.OptionalString("timezone", 100)) ?? "UTC",
            Days = fields.OptionalChoice("days", "any", "business", "nonBusiness") switch
            {
                "business" => ScheduleDays.Business,
                "nonBusiness" => ScheduleDays.NonBusiness,
                _ => ScheduleDays.Any,
            },
            Calendar = fields.OptionalString("calendar", 100),
            CatchUp = fields.OptionalChoice("catchUp", "skip", "fire-once", "fire-all") switch
            {
                "skip" => ScheduleCatchUp.Skip,
                "fire-all" => ScheduleCatchUp.FireAll,
                _ => ScheduleCatchUp.FireOnce,
            },
        };
        fields.Close();
        return trigger;
    }

    private DateTimeOffset? ReadRunAt(ObjectFields fields)
    {
        var value = fields.Take("runAt");
        if (value.IsMissingOrNull)
            Error(
                FindingCodes.TimeTriggerRunAtRequired, "/trigger/runAt", "A trigger of type 'schedule' has the moment at which it starts a run.",
                "an ISO 8601 moment", "nothing", "recurring, with 'cron', for more than one");
        else if (value.Kind == JsonKind.String && Timestamp.TryParse(value.GetString(), out var moment))
            return moment;
        else
            Error(
                FindingCodes.TimeTriggerInvalidRunAt, "/trigger/runAt", "The moment is not one.", "an ISO 8601 moment: 2026-03-01T08:00:00Z",
                Describe(value));
        return null;
    }
}
