using Workflows.Abstractions.Tenancy;

namespace Workflows.ClientApi.Keys;

/// <summary>A new API key.</summary>
/// <param name="Name">1 to 100 letters, digits, '.', '_' or '-'.</param>
/// <param name="Roles">viewer, operator, editor, publisher, admin or system-admin; not more than the asker has.</param>
/// <param name="ExpiresAt">When it ends (RFC 3339); never when absent.</param>
internal sealed record CreateKeyBody(string Name, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);

/// <summary>A key that was just made.</summary>
/// <param name="Key">The text of the key; it is not shown again.</param>
/// <param name="Details">What it is.</param>
internal sealed record CreatedKeyBody(string Key, KeyBody Details);

/// <summary>An API key without its text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Status"><c>good</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="RevokedAt">When it was revoked.</param>
internal sealed record KeyBody(
    string Name, IReadOnlyList<string> Roles, string Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    /// <summary>The body of a key.</summary>
    public static KeyBody Of(ApiKeyRecord key, DateTimeOffset now) => new(
        key.Name, key.Roles.Split(','), key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "good", key.CreatedAt,
        key.ExpiresAt, key.RevokedAt);
}

/// <summary>The names of keys.</summary>
internal static class KeyName
{
    /// <summary>Whether a text can be a key's name; it stands in addresses.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 100 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
