using Workflows.Schemas.Patterns;

namespace Workflows.Schemas.Formats.Idna;

/// <summary>The contextual rules of RFC 5892 appendix A.</summary>
internal static class ContextRules
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Whether the code point at the index is allowed by its neighbours. False when it has no such rule.</summary>
    public static bool Allow(IReadOnlyList<int> label, int index) => label[index] switch
    {
        ZeroWidthNonJoiner => FollowsVirama(label, index) || JoinsLetters(label, index),
        ZeroWidthJoiner => FollowsVirama(label, index),
        0x00B7 => At(label, index - 1) == 'l' && At(label, index + 1) == 'l',
        0x0375 => UnicodeScripts.Greek.Contains(At(label, index + 1)),
        0x05F3 or 0x05F4 => UnicodeScripts.Hebrew.Contains(At(label, index - 1)),
        0x30FB => label.Any(IsJapanese),
        >= 0x0660 and <= 0x0669 => !label.Any(other => other is >= 0x06F0 and <= 0x06F9),
        >= 0x06F0 and <= 0x06F9 => !label.Any(other => other is >= 0x0660 and <= 0x0669),
        _ => false,
    };

    private static int At(IReadOnlyList<int> label, int index) =>
        index >= 0 && index < label.Count ? label[index] : -1;

    private static bool FollowsVirama(IReadOnlyList<int> label, int index) =>
        IdnaTables.Virama.Contains(At(label, index - 1));

    private static bool IsJapanese(int codePoint) =>
        UnicodeScripts.Hiragana.Contains(codePoint)
        || UnicodeScripts.Katakana.Contains(codePoint)
        || UnicodeScripts.Han.Contains(codePoint);

    private static bool JoinsLetters(IReadOnlyList<int> label, int index) =>
        JoiningLetter(label, index, -1, IdnaTables.JoinsNext) && JoiningLetter(label, index, +1, IdnaTables.JoinsPrevious);

    // Marks are transparent to joining: look past them.
    private static bool JoiningLetter(IReadOnlyList<int> label, int index, int step, Text.CodePointSet joining)
    {
        int at = index + step;
        while (At(label, at) >= 0 && IdnaCodePoints.IsMark(label[at]))
            at += step;
        return joining.Contains(At(label, at));
    }
}
