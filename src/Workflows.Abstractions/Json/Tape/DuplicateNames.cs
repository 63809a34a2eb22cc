using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json.Tape;

/// <summary>The last of several properties with one name wins; the earlier ones are marked and never seen
/// again.</summary>
internal static class DuplicateNames
{
    private const int PairwiseUpTo = 24;

    /// <summary>Whether there was a duplicate.</summary>
    public static bool Shadow(TapeEntry[] entries, int container, ReadOnlySpan<byte> text)
    {
        var count = entries[container].Count;
        if (count <= PairwiseUpTo) ShadowPairwise(entries, container, text);
        else ShadowHashed(entries, container, text);
        return entries[container].Count != count;
    }

    private static void ShadowPairwise(TapeEntry[] entries, int container, ReadOnlySpan<byte> text)
    {
        Span<int> names = stackalloc int[PairwiseUpTo];
        var count = 0;
        for (var i = container + 1; i < entries[container].Link; i = After(entries, i + 1))
        {
            for (var earlier = 0; earlier < count; earlier++)
                if (entries[names[earlier]].Link == entries[i].Link && Same(entries[names[earlier]], entries[i], text))
                    Mark(entries, container, names[earlier]);
            names[count++] = i;
        }
    }

    // Strings hash with a per-process seed, so crafted names cannot make a large object slow.
    private static void ShadowHashed(TapeEntry[] entries, int container, ReadOnlySpan<byte> text)
    {
        var seen = new Dictionary<string, int>(entries[container].Count, StringComparer.Ordinal);
        for (var i = container + 1; i < entries[container].Link; i = After(entries, i + 1))
        {
            var name = Decode(entries[i], text);
            if (seen.TryGetValue(name, out var earlier)) Mark(entries, container, earlier);
            seen[name] = i;
        }
    }

    private static void Mark(TapeEntry[] entries, int container, int name)
    {
        if (entries[name].Has(TapeEntry.Shadowed)) return;
        entries[name].Info |= TapeEntry.Shadowed;
        entries[container].Info = (entries[container].Info & ~TapeEntry.Compact) - (1 << TapeEntry.CountShift);
    }

    private static bool Same(in TapeEntry left, in TapeEntry right, ReadOnlySpan<byte> text) =>
        left.Has(TapeEntry.Escaped) || right.Has(TapeEntry.Escaped)
            ? Decode(left, text) == Decode(right, text)
            : text.Slice(left.Start, left.Length).SequenceEqual(text.Slice(right.Start, right.Length));

    private static string Decode(in TapeEntry entry, ReadOnlySpan<byte> text)
    {
        var name = text.Slice(entry.Start, entry.Length);
        return entry.Has(TapeEntry.Escaped) ? JsonStringText.Unescape(name) : JsonStringText.Decode(name);
    }

    private static int After(TapeEntry[] entries, int index) =>
        entries[index].Kind >= JsonKind.Array ? entries[index].Link : index + 1;
}
