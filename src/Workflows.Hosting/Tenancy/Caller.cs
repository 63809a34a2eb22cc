using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Tenancy;

/// <summary>On whose behalf a command runs. It comes from the credential, never from a body.</summary>
/// <param name="Tenant">The tenant of the credential.</param>
/// <param name="Actor">The name of the credential, for the audit trail.</param>
public sealed record Caller(TenantId Tenant, string Actor)
{
    /// <summary>The roles of the credential, for tasks that are given to roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
