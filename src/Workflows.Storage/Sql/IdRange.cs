using Workflows.Abstractions.Ids;

namespace Workflows.Storage.Sql;

/// <summary>Time ranges over UUIDv7 ids.</summary>
internal static class IdRange
{
    /// <summary>The id that every id made at or after the moment reaches, and none made before it. Ids have millisecond resolution.</summary>
    public static Guid From(DateTimeOffset moment)
    {
        var part = moment.UtcTicks % TimeSpan.TicksPerMillisecond;
        return IdSource.Floor(part == 0 ? moment : moment.AddTicks(TimeSpan.TicksPerMillisecond - part));
    }
}
