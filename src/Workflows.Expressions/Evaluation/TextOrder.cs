using System.Text;
using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Evaluation;

/// <summary>
/// The order of strings by UTF-16 code units, as ECMAScript has it. Parsed ASCII text, the usual case, is compared where it
/// lies; other text is decoded, because UTF-8 orders characters beyond the basic plane differently.
/// </summary>
internal static class TextOrder
{
    public static int Compare(in JsonValue left, in JsonValue right)
    {
        var leftIsRaw = left.TryGetUtf8(out var leftBytes) && Ascii.IsValid(leftBytes);
        var rightIsRaw = right.TryGetUtf8(out var rightBytes) && Ascii.IsValid(rightBytes);
        if (leftIsRaw && rightIsRaw) return leftBytes.SequenceCompareTo(rightBytes);
        if (leftIsRaw && right.Reference is string rightText) return Compare(leftBytes, rightText);
        if (rightIsRaw && left.Reference is string leftText) return -Compare(rightBytes, leftText);
        return string.CompareOrdinal(left.GetString(), right.GetString());
    }

    private static int Compare(ReadOnlySpan<byte> ascii, ReadOnlySpan<char> text)
    {
        var shared = Math.Min(ascii.Length, text.Length);
        for (var i = 0; i < shared; i++)
            if (ascii[i] != text[i]) return ascii[i] - text[i];
        return ascii.Length - text.Length;
    }
}
