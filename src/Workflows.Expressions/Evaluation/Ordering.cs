using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Evaluation;

/// <summary>A stable merge sort; its comparison may throw and may run out of budget.</summary>
internal static class Ordering
{
    public delegate bool ComesAfter(int left, int right);

    /// <summary>The order of the indices 0 to count-1.</summary>
    public static int[] Sort(int count, ComesAfter comesAfter)
    {
        var source = new int[count];
        for (var i = 0; i < count; i++) source[i] = i;
        var target = new int[count];
        for (var width = 1; width < count; width *= 2)
        {
            for (var start = 0; start < count; start += 2 * width)
                Merge(source, target, start, Math.Min(start + width, count), Math.Min(start + (2 * width), count),
                    comesAfter);
            (source, target) = (target, source);
        }

        return source;
    }

    /// <summary>Numbers by value, strings by UTF-16 code unit. Both must be of the same kind.</summary>
    public static int Compare(in JsonValue left, in JsonValue right) =>
        left.Kind == JsonKind.Number
            ? left.GetDouble().CompareTo(right.GetDouble())
            : TextOrder.Compare(left, right);

    private static void Merge(int[] source, int[] target, int start, int middle, int end, ComesAfter comesAfter)
    {
        int left = start, right = middle;
        for (var i = start; i < end; i++)
        {
            var takeLeft = left < middle && (right >= end || !comesAfter(source[left], source[right]));
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }
}
