using System.Numerics;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Whether separators stand at every multiple of one interval, so that the pattern goes on for longer
/// numbers.</summary>
internal static class RegularGroups
{
    /// <summary>The interval, or 0.</summary>
    public static int Interval(List<int> positions)
    {
        if (positions.Count == 0) return 0;
        var interval = positions.Aggregate((left, right) => (int)BigInteger.GreatestCommonDivisor(left, right));
        for (var i = 1; i <= positions.Count; i++)
            if (!positions.Contains(i * interval)) return 0;
        return interval;
    }
}
