using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Secrets;

/// <summary>Tells which secrets there are, for the check of definitions.</summary>
public interface ISecretNames
{
    /// <summary>The names of a tenant's secrets.</summary>
    Task<IReadOnlySet<string>> GetAsync(TenantId tenant, CancellationToken cancellationToken);
}
