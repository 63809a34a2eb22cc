using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Workflows.Hosting.Secrets;

/// <summary>
/// The master keys, 256 bits each. The first seals; the others only open what was sealed before a rotation. A key's id is derived from the key,
/// so that two hosts with different keys notice it instead of writing what the other cannot read.
/// </summary>
public sealed class MasterKeyRing
{
    private const int KeySize = 32;
    private readonly Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);

    private MasterKeyRing(IEnumerable<byte[]> keys)
    {
        foreach (var key in keys)
        {
            var id = IdOf(key);
            Active ??= id;
            this.keys[id] = key;
        }
    }

    /// <summary>The id of the key that seals.</summary>
    public string Active { get; } = null!;

    /// <summary>The ids of all keys, the active one first.</summary>
    public IReadOnlyCollection<string> Ids => keys.Keys;

    /// <summary>A ring with one new random key.</summary>
    public static MasterKeyRing Create() => new([RandomNumberGenerator.GetBytes(KeySize)]);

    /// <summary>Reads a ring: a key a line, 32 bytes in base64, the active one first; empty lines and lines that begin with # are left out.</summary>
    /// <exception cref="FormatException">There is no key, or a line is none. The message does not hold the line.</exception>
    public static MasterKeyRing Parse(string text)
    {
        var keys = new List<byte[]>();
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#') continue;
            var key = new byte[KeySize];
            if (!Convert.TryFromBase64String(lines[i], key, out var length) || length != KeySize)
                throw new FormatException($"Line {i + 1} is not a key: 32 random bytes in base64 (openssl rand -base64 32).");
            keys.Add(key);
        }

        return keys.Count > 0 ? new MasterKeyRing(keys) : throw new FormatException("There is no key: write one line from openssl rand -base64 32.");
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public string Export() => string.Concat(keys.Values.Select(key => Convert.ToBase64String(key) + "\n"));

    internal bool TryGet(string id, [NotNullWhen(true)] out byte[]? key) => keys.TryGetValue(id, out key);

    internal byte[] ActiveKey => keys[Active];

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData([.. "workflows-master-key"u8, .. key]).AsSpan(0, 8));
}
