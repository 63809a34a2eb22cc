using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Actions;

/// <summary>
/// Hands out the values of a tenant's secrets. Called right before an action is called, with <see cref="Engine.Runs.RunEffect.Invoke.Secrets"/>;
/// what it returns goes into the call and nowhere else: not into state, history, logs or errors.
/// </summary>
public interface ISecretResolver
{
    /// <summary>The value of a secret; null when the tenant has none of that name.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="run">The run that uses it, for the record of accesses.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Abstractions.Storage.StoreException">The secrets cannot be read now.</exception>
    ValueTask<string?> FindAsync(TenantId tenant, string name, RunId run, CancellationToken cancellationToken);
}
