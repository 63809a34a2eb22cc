using System.Security.Cryptography;

namespace Workflows.Hosting.Secrets;

/// <summary>AES-256-GCM: nonce (12 bytes), tag (16), ciphertext. What is sealed opens only beside the same facts.</summary>
internal static class Sealing
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>How many bytes sealing adds.</summary>
    public const int Overhead = NonceSize + TagSize;

    /// <summary>Seals bytes with a fresh nonce.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> facts)
    {
        var result = new byte[Overhead + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        var tag = result.AsSpan(NonceSize, TagSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plain, result.AsSpan(Overhead), tag, facts);
        return result;
    }

    /// <summary>Opens what was sealed.</summary>
    /// <exception cref="CryptographicException">Another key, other facts, or changed bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> facts)
    {
        if (bytes.Length < Overhead) throw new CryptographicException("The sealed value is too short.");
        var plain = new byte[bytes.Length - Overhead];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(bytes[..NonceSize], bytes[Overhead..], bytes.Slice(NonceSize, TagSize), plain, facts);
        return plain;
    }
}
