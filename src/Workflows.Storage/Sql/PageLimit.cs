namespace Workflows.Storage.Sql;

/// <summary>The bound on every list.</summary>
internal static class PageLimit
{
    /// <summary>The most rows that one page may have.</summary>
    public const int Max = 1_000;

    /// <summary>Checks a caller's limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not from 1 to <see cref="Max"/>.</exception>
    public static int Check(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Max);
        return limit;
    }
}
