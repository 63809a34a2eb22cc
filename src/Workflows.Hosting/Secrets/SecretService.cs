using System.Text.RegularExpressions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Secrets;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Secrets;

/// <summary>Users' commands on secrets. Each is one optimistic change of the secret's row with its audit row.</summary>
public sealed partial class SecretService(
    IStore store, SecretVault vault, MasterKeys keys, SecretRewrap rewrap, IdSource ids, TimeProvider clock)
    : ISecretService
{
    private const int MaxValueLength = 65_536;
    private const int MaxDescriptionLength = 1_000;
    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public async Task<Result<SecretDetail>> CreateAsync(
        Caller caller, string name, string value, string? description, CancellationToken cancellationToken)
    {
        if (!NamePattern().IsMatch(name)) return SecretProblems.InvalidName;
        if (Check(value, description) is { } problem) return problem;
        var now = clock.GetUtcNow();
        var secret = new SecretRecord
        {
            Tenant = caller.Tenant,
            Name = name,
            Description = Clean(description),
            Value = default,
            WrappedKey = default,
            MasterKey = "",
            Revision = 1,
            CreatedBy = caller.Actor,
            CreatedAt = now,
            UpdatedBy = caller.Actor,
            UpdatedAt = now,
            ValueSetAt = now,
        };
        var created = await store.Secrets.CreateAsync(vault.Seal(secret, value), Audit(caller, "secret.create", name), cancellationToken);
        return created ? await DetailAsync(secret, cancellationToken) : SecretProblems.Taken(name);
    }

    /// <inheritdoc/>
    public async Task<Result<SecretDetail>> UpdateAsync(
        Caller caller, string name, string? value, string? description, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.Secrets.GetAsync(caller.Tenant, name, cancellationToken) is not { } secret) return SecretProblems.NotFound(name);
            if (value is null && description is null) return SecretProblems.NothingToChange;
            if (Check(value, description) is { } problem) return problem;
            var now = clock.GetUtcNow();
            var changed = secret with
            {
                Description = description is null ? secret.Description : Clean(description),
                Revision = secret.Revision + 1,
                UpdatedBy = caller.Actor,
                UpdatedAt = now,
            };
            if (value is not null) changed = vault.Seal(changed with { ValueSetAt = now }, value);
            var audit = Audit(caller, "secret.update", name, ("value", JsonValue.From(value is not null)));
            if (await store.Secrets.UpdateAsync(changed, audit, cancellationToken)) return await DetailAsync(changed, cancellationToken);
        }

        return SecretProblems.Changed(name);
    }

    /// <inheritdoc/>
    public async Task<Result<SecretDetail>> DeleteAsync(Caller caller, string name, bool force, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller.Tenant, name, cancellationToken);
        if (!found.IsOk) return found;
        var users = found.Value.Workflows;
        if (users.Count > 0 && !force) return SecretProblems.InUse(name, users);
        var audit = Audit(caller, "secret.delete", name, ("usedBy", JsonValue.From(users.Count)));
        return await store.Secrets.DeleteAsync(caller.Tenant, name, audit, cancellationToken) ? found : SecretProblems.NotFound(name);
    }

    /// <inheritdoc/>
    public async Task<Result<SecretDetail>> GetAsync(TenantId tenant, string name, CancellationToken cancellationToken) =>
        await store.Secrets.GetAsync(tenant, name, cancellationToken) is { } secret
            ? await DetailAsync(secret, cancellationToken)
            : SecretProblems.NotFound(name);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SecretDetail>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken)
    {
        var secrets = await store.Secrets.ListAsync(tenant, after, limit, cancellationToken);
        if (secrets.Count == 0) return [];
        var users = SecretUsage.Of(await store.Secrets.ListMentionsAsync(tenant, cancellationToken));
        return [.. secrets.Select(secret => new SecretDetail(secret, users.GetValueOrDefault(secret.Name, [])))];
    }

    /// <inheritdoc/>
    public async Task<Result<SecretRotation>> RotateAsync(Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            keys.Reload();
        }
        catch (Exception exception) when (exception is IOException or FormatException or UnauthorizedAccessException)
        {
            return SecretProblems.MasterKeyUnreadable(exception.Message);
        }

        var rotation = await rewrap.RunAsync(caller.Tenant, cancellationToken);
        var audit = Audit(
            caller, "secret.rotate", "*", ("masterKey", JsonValue.From(rotation.MasterKey)), ("rewrapped", JsonValue.From(rotation.Rewrapped)),
            ("failed", JsonValue.From(rotation.Failed)));
        await store.Tenants.AuditAsync(audit, cancellationToken);
        return rotation;
    }

    private async Task<SecretDetail> DetailAsync(SecretRecord secret, CancellationToken cancellationToken)
    {
        var users = SecretUsage.Of(await store.Secrets.ListMentionsAsync(secret.Tenant, cancellationToken));
        return new SecretDetail(secret with { Value = default, WrappedKey = default }, users.GetValueOrDefault(secret.Name, []));
    }

    private static Problem? Check(string? value, string? description) =>
        value is { Length: 0 or > MaxValueLength } ? SecretProblems.InvalidValue
        : description?.Length > MaxDescriptionLength ? SecretProblems.DescriptionTooLong : null;

    private static string? Clean(string? description) => description is { Length: > 0 } text ? text : null;

    private AuditRecord Audit(Caller caller, string operation, string name, params ReadOnlySpan<(string Name, JsonValue Value)> details)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (key, value) in details) builder.Add(key, value);
        return new AuditRecord(ids.Next(), caller.Tenant, caller.Actor, operation, $"secret:{name}", builder.Build().ToUtf8());
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,254}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
