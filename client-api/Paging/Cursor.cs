using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Workflows.ClientApi.Paging;

/// <summary>
/// Opaque positions in lists: base64url of the list's letter and the last row's own key. The key is in the order of the list, so rows that
/// are inserted meanwhile neither repeat nor hide others.
/// </summary>
internal static class Cursor
{
    private const int MaxLength = 600;

    /// <summary>The cursor after a row.</summary>
    /// <param name="list">The letter of the list; a cursor of another list is refused.</param>
    /// <param name="key">The row's key.</param>
    public static string Encode(char list, string key) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{list}:{key}"));

    /// <summary>Reads a cursor.</summary>
    public static bool TryDecode(char list, string cursor, [NotNullWhen(true)] out string? key)
    {
        key = null;
        if (cursor.Length > MaxLength || cursor.AsSpan().ContainsAnyExcept(Alphabet)) return false;
        if (cursor.Length % 4 == 1) return false;
        var text = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor));
        if (text.Length < 3 || text[0] != list || text[1] != ':') return false;
        key = text[2..];
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
