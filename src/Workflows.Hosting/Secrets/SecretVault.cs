using System.Security.Cryptography;
using System.Text;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;

namespace Workflows.Hosting.Secrets;

/// <summary>
/// Envelope encryption: each value has a key of its own, each key is wrapped by a master key. Both are bound to the tenant and the name, so a row
/// that is copied to another place does not open there.
/// </summary>
public sealed class SecretVault(MasterKeys keys)
{
    private const int KeySize = 32;

    /// <summary>The id of the master key that seals.</summary>
    public string ActiveKey => keys.Ring.Active;

    /// <summary>A secret with another value, sealed with a new key.</summary>
    public SecretRecord Seal(SecretRecord secret, string value)
    {
        var ring = keys.Ring;
        var facts = Facts(secret.Tenant, secret.Name);
        var key = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            return secret with
            {
                Value = Sealing.Seal(key, Encoding.UTF8.GetBytes(value), facts),
                WrappedKey = Sealing.Seal(ring.ActiveKey, key, facts),
                MasterKey = ring.Active,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The value of a secret.</summary>
    /// <exception cref="SecretUnreadableException">Its master key is not in the ring, or the stored bytes were changed.</exception>
    public string Open(SecretRecord secret)
    {
        var key = Unwrap(secret);
        try
        {
            return Encoding.UTF8.GetString(Sealing.Open(key, secret.Value.Span, Facts(secret.Tenant, secret.Name)));
        }
        catch (CryptographicException exception)
        {
            throw new SecretUnreadableException(secret.Name, "its stored value was changed", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The key of a secret, wrapped by the active master key.</summary>
    /// <exception cref="SecretUnreadableException">Its master key is not in the ring, or the stored bytes were changed.</exception>
    public (byte[] WrappedKey, string MasterKey) Rewrap(SecretRecord secret)
    {
        var ring = keys.Ring;
        var key = Unwrap(secret);
        try
        {
            return (Sealing.Seal(ring.ActiveKey, key, Facts(secret.Tenant, secret.Name)), ring.Active);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Unwrap(SecretRecord secret)
    {
        if (!keys.Ring.TryGet(secret.MasterKey, out var master))
            throw new SecretUnreadableException(secret.Name, $"its master key {secret.MasterKey} is not configured");
        try
        {
            return Sealing.Open(master, secret.WrappedKey.Span, Facts(secret.Tenant, secret.Name));
        }
        catch (CryptographicException exception)
        {
            throw new SecretUnreadableException(secret.Name, "its stored key was changed", exception);
        }
    }

    private static byte[] Facts(TenantId tenant, string name) => Encoding.UTF8.GetBytes($"secret/{tenant}/{name}");
}

/// <summary>A secret exists and cannot be opened: an operator's matter. The message names the secret only.</summary>
/// <param name="name">The secret.</param>
/// <param name="reason">Why.</param>
/// <param name="inner">The cause.</param>
public sealed class SecretUnreadableException(string name, string reason, Exception? inner = null)
    : Exception($"The secret {name} cannot be opened: {reason}.", inner);
