using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Secrets;

/// <summary>Opens secrets for calls, and writes down who used which.</summary>
public sealed partial class SecretResolver(
    IStore store, SecretVault vault, IdSource ids, TimeProvider clock, ILogger<SecretResolver> logger)
    : ISecretResolver
{
    private readonly SecretAccessLog accesses = new(clock);

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(TenantId tenant, string name, RunId run, CancellationToken cancellationToken)
    {
        if (await store.Secrets.GetAsync(tenant, name, cancellationToken) is not { } secret) return null;
        var value = vault.Open(secret);
        await NoteAsync(tenant, name, run, cancellationToken);
        return value;
    }

    /// <summary>Writes the use down. A store that fails here fails the call: a use that leaves no trace is not allowed.</summary>
    private async Task NoteAsync(TenantId tenant, string name, RunId run, CancellationToken cancellationToken)
    {
        var (isAudited, touches) = accesses.Note(tenant, name, run);
        if (!isAudited && !touches) return;
        LogUsed(logger, name, run);
        var details = new JsonObjectBuilder();
        details.Add("run", JsonValue.From(run.ToString()));
        var audit = isAudited
            ? new AuditRecord(ids.Next(), tenant, "engine", "secret.access", $"secret:{name}", details.Build().ToUtf8())
            : null;
        await store.Secrets.NoteAccessAsync(tenant, name, clock.GetUtcNow(), audit, cancellationToken);
    }

    [LoggerMessage(EventId = 2002, Level = LogLevel.Debug, Message = "The secret {Secret} is used by run {Run}")]
    private static partial void LogUsed(ILogger logger, string secret, RunId run);
}
