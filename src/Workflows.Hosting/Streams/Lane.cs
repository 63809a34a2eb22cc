namespace Workflows.Hosting.Streams;

/// <summary>The lane of an event within its type.</summary>
internal static class Lane
{
    /// <summary>FNV-1a over the UTF-16 units of the correlation id, modulo the number of lanes; 0 without one. Part of the stored format.</summary>
    public static short Of(string? correlationId, int lanes)
    {
        if (correlationId is null) return 0;
        var hash = 2166136261u;
        foreach (var character in correlationId) hash = (hash ^ character) * 16777619u;
        return (short)((hash ^ (hash >> 16)) % (uint)lanes);
    }
}
