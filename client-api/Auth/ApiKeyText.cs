using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Workflows.ClientApi.Auth;

/// <summary>The text of API keys: a prefix and 256 random bits.</summary>
internal static class ApiKeyText
{
    /// <summary>What every key begins with, so that leak scanners can find them.</summary>
    public const string Prefix = "wfk_";

    /// <summary>A new key.</summary>
    public static string Create() => Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the store keeps of a key: its SHA-256, lower-case hexadecimal. 256 random bits need no slow hash.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
