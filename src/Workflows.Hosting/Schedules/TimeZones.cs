using System.Diagnostics.CodeAnalysis;

namespace Workflows.Hosting.Schedules;

/// <summary>IANA time zones. The names of Windows are none, although the platform takes them.</summary>
internal static class TimeZones
{
    /// <summary>Finds a zone.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        var isWindows = id != "UTC" && TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out _);
        return id.Length is > 0 and <= 100 && !isWindows && TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone);
    }
}
