using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps secrets, sealed. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface ISecretStore
{
    /// <summary>Inserts a secret with its audit row; false when the tenant has the name already.</summary>
    Task<bool> CreateAsync(SecretRecord secret, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Replaces a secret with its audit row. The stored revision must be one less than the record's; false when it is not.</summary>
    Task<bool> UpdateAsync(SecretRecord secret, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Removes a secret with its audit row; false when there is none.</summary>
    Task<bool> DeleteAsync(TenantId tenant, string name, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>A secret; null when the tenant has none such.</summary>
    Task<SecretRecord?> GetAsync(TenantId tenant, string name, CancellationToken cancellationToken);

    /// <summary>The secrets of a tenant by name, after one, with value and key left empty; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SecretRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Notes a use, and appends an audit row where one is given.</summary>
    Task NoteAccessAsync(TenantId tenant, string name, DateTimeOffset now, AuditRecord? audit, CancellationToken cancellationToken);

    /// <summary>Secrets of one tenant, or of all, that are wrapped by another master key; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SecretRecord>> ListWrappedByOthersAsync(
        TenantId? tenant, string masterKey, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces the wrapping of a secret's key; false when the secret changed meanwhile. The revision stays as it is.</summary>
    Task<bool> RewrapAsync(SecretRecord secret, ReadOnlyMemory<byte> wrappedKey, string masterKey, CancellationToken cancellationToken);

    /// <summary>The tenant's workflows whose draft or newest version mentions any secret.</summary>
    Task<IReadOnlyList<SecretMention>> ListMentionsAsync(TenantId tenant, CancellationToken cancellationToken);
}
