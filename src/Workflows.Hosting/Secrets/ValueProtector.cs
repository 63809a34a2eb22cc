using System.Security.Cryptography;
using System.Text;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Protection;

namespace Workflows.Hosting.Secrets;

/// <summary>
/// Seals stored values with keys derived from the master key, one a tenant and purpose. The id of the master key stands before the value, so
/// that what was sealed before a rotation still opens while that key is in the ring.
/// </summary>
public sealed class ValueProtector(MasterKeys keys) : IValueProtector
{
    private const byte Format = 1;
    private const int IdSize = 16;

    /// <inheritdoc/>
    public byte[] Protect(TenantId tenant, string purpose, ReadOnlySpan<byte> value)
    {
        var ring = keys.Ring;
        var sealedValue = Sealing.Seal(KeyOf(ring.ActiveKey, tenant, purpose), value, []);
        return [Format, .. Encoding.ASCII.GetBytes(ring.Active), .. sealedValue];
    }

    /// <inheritdoc/>
    public byte[] Unprotect(TenantId tenant, string purpose, ReadOnlySpan<byte> value)
    {
        if (value.Length <= 1 + IdSize || value[0] != Format) throw new CryptographicException("The stored value has no known format.");
        var id = Encoding.ASCII.GetString(value.Slice(1, IdSize));
        if (!keys.Ring.TryGet(id, out var master)) throw new CryptographicException($"The master key {id} is not configured.");
        return Sealing.Open(KeyOf(master, tenant, purpose), value[(1 + IdSize)..], []);
    }

    private static byte[] KeyOf(byte[] master, TenantId tenant, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes($"value/{tenant}/{purpose}"));
}
