using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps tenants, API keys and the audit trail. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface ITenantStore
{
    /// <summary>The tenant with a key, made on first use.</summary>
    Task<TenantRecord> GetOrAddAsync(string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A tenant; null when there is none such.</summary>
    Task<TenantRecord?> GetAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>All tenants.</summary>
    Task<IReadOnlyList<TenantRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Changes the settings of a tenant, with the audit row: two changes at once both take effect, one after the other.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="change">Makes the new settings from the stored ones (a JSON object, or empty); called again when another change came first.</param>
    /// <param name="audit">Who did it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The settings that are stored now.</returns>
    Task<ReadOnlyMemory<byte>> ChangeSettingsAsync(
        TenantId tenant, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>An API key by the hash of its text; null when there is none.</summary>
    Task<ApiKeyRecord?> FindApiKeyAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Inserts an API key; one with the same hash is left as it is.</summary>
    Task AddApiKeyAsync(ApiKeyRecord key, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Revokes a tenant's API key by name; false when there is none.</summary>
    Task<bool> RevokeApiKeyAsync(TenantId tenant, string name, DateTimeOffset now, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>The API keys of a tenant.</summary>
    Task<IReadOnlyList<ApiKeyRecord>> ListApiKeysAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Appends to the audit trail.</summary>
    Task AuditAsync(AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>The audit trail of a tenant, newest first, before a row; optionally of one subject.</summary>
    Task<IReadOnlyList<AuditRecord>> ListAuditAsync(
        TenantId tenant, string? subject, Guid? before, int limit, CancellationToken cancellationToken);
}

/// <summary>Reads the rolled-up counters. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface ICounterReader
{
    /// <summary>The counters of a tenant in a range of hours (the first inclusive, the last exclusive), of one subject or of all.</summary>
    Task<IReadOnlyList<Metrics.CounterDelta>> ListAsync(
        TenantId tenant, IReadOnlyList<Metrics.CounterKind> kinds, int? subject, int fromHour, int toHour, CancellationToken cancellationToken);

    /// <summary>
    /// The counters of some subjects in a range of hours (the first inclusive, the last exclusive), added up by the store.
    /// </summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="kinds">What is asked for.</param>
    /// <param name="subjects">The numbers of event types or workflows.</param>
    /// <param name="fromHour">The first hour.</param>
    /// <param name="toHour">The hour after the last one.</param>
    /// <param name="hoursPerRow">
    /// The length of the stretches that are added up; they begin at its multiples since the Unix epoch (24: days in UTC), and
    /// <see cref="Metrics.CounterDelta.Hour"/> is their first hour. Null adds up the whole range, under hour 0.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<Metrics.CounterDelta>> SumAsync(
        TenantId tenant, IReadOnlyList<Metrics.CounterKind> kinds, IReadOnlyList<int> subjects, int fromHour, int toHour, int? hoursPerRow,
        CancellationToken cancellationToken);

    /// <summary>The load of the tenants that had any in an hour, those with the most events and runs first, at most so many.</summary>
    Task<IReadOnlyList<Metrics.TenantLoad>> ListLoadAsync(int hour, int limit, CancellationToken cancellationToken);
}
