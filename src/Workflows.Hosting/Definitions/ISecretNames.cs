using Workflows.Abstractions.Ids;
using Workflows.Engine.Definitions.Checks;

namespace Workflows.Hosting.Definitions;

/// <summary>Tells which secrets a tenant has, never their values.</summary>
public interface ISecretNames
{
    /// <summary>A tenant's secrets by name.</summary>
    ValueTask<IReadOnlyDictionary<string, KnownSecret>> ListAsync(TenantId tenant, CancellationToken cancellationToken);
}
