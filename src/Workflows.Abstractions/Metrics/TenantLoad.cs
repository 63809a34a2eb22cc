using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Metrics;

/// <summary>What a tenant had done in an hour.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Events">Its events that ingest accepted.</param>
/// <param name="Runs">Its runs that were started.</param>
public readonly record struct TenantLoad(TenantId Tenant, long Events, long Runs);
