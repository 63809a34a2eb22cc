using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Protection;

/// <summary>Encrypts values that must not be readable in the store. Authenticated: a changed value is refused.</summary>
public interface IValueProtector
{
    /// <summary>Encrypts a value.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="purpose">What the value is (<c>invocation-output</c>); a value of one purpose cannot be read as another.</param>
    /// <param name="value">The value.</param>
    byte[] Protect(TenantId tenant, string purpose, ReadOnlySpan<byte> value);

    /// <summary>Decrypts what <see cref="Protect"/> made for the same tenant and purpose.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, or its key is gone.</exception>
    byte[] Unprotect(TenantId tenant, string purpose, ReadOnlySpan<byte> value);
}
