using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json.Tape;

/// <summary>
/// Property names repeat from document to document, so their strings are kept in a small table that is shared by all
/// threads. A lost race only costs a second string.
/// </summary>
internal static class NameCache
{
    private const int Slots = 1024;
    private const int LongestName = 64;
    private static readonly string?[] Table = new string?[Slots];

    public static string Get(ReadOnlySpan<byte> utf8, int hash)
    {
        if (utf8.Length > LongestName) return JsonStringText.Decode(utf8);
        ref var slot = ref Table[(hash ^ (hash >>> 11)) & (Slots - 1)];
        if (slot is { } known && JsonStringText.EqualsUtf16(utf8, known)) return known;
        return slot = JsonStringText.Decode(utf8);
    }
}
