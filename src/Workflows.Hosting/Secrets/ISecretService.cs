using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Secrets;

/// <summary>Users' commands on secrets. Every change leaves an audit row; nothing here gives a value back.</summary>
public interface ISecretService
{
    /// <summary>Makes a secret.</summary>
    Task<Result<SecretDetail>> CreateAsync(
        Caller caller, string name, string value, string? description, CancellationToken cancellationToken);

    /// <summary>Sets a new value, a new description, or both; null leaves one as it is, and an empty description removes it.</summary>
    Task<Result<SecretDetail>> UpdateAsync(
        Caller caller, string name, string? value, string? description, CancellationToken cancellationToken);

    /// <summary>Removes a secret. Refused while workflows use it, unless <paramref name="force"/>.</summary>
    Task<Result<SecretDetail>> DeleteAsync(Caller caller, string name, bool force, CancellationToken cancellationToken);

    /// <summary>A secret, without its value.</summary>
    Task<Result<SecretDetail>> GetAsync(TenantId tenant, string name, CancellationToken cancellationToken);

    /// <summary>The secrets of a tenant by name, after one, without values.</summary>
    Task<IReadOnlyList<SecretDetail>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the master keys again and wraps the keys of the tenant's secrets by the active one. Values stay as they are.</summary>
    Task<Result<SecretRotation>> RotateAsync(Caller caller, CancellationToken cancellationToken);
}

/// <summary>A secret without its value.</summary>
/// <param name="Secret">The metadata; value and key are empty.</param>
/// <param name="Workflows">The keys of the workflows whose draft or newest version uses it.</param>
public sealed record SecretDetail(SecretRecord Secret, IReadOnlyList<string> Workflows);

/// <summary>What a rotation did.</summary>
/// <param name="MasterKey">The id of the active master key.</param>
/// <param name="Rewrapped">How many secrets of the tenant it wraps since now.</param>
/// <param name="Failed">How many could not be opened, because their master key is not configured.</param>
public sealed record SecretRotation(string MasterKey, int Rewrapped, int Failed);
