using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Queries;

/// <summary>Runs that call each other.</summary>
public sealed partial class QueryService
{
    private const int MaxChildren = 1_000;

    /// <inheritdoc/>
    public async Task<RunRelatives> GetRelativesAsync(TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        var up = await store.Tasks.GetLinkAsync(tenant, run, cancellationToken);
        var down = await store.Tasks.ListChildrenAsync(tenant, run, MaxChildren, cancellationToken);
        var parent = up is null ? null : await FindAsync(tenant, up.Parent.Run, up.Step, cancellationToken);
        if (down.Count == 0) return new RunRelatives(parent, []);
        var found = await store.Runs.ListAsync(
            new RunQuery { Tenant = tenant, Ids = [.. down.Select(link => link.Run)], Limit = MaxChildren }, cancellationToken);
        var runs = found.ToDictionary(record => record.Id);
        var children = new List<RelatedRun>();
        foreach (var link in down)
            if (runs.TryGetValue(link.Run, out var child))
                children.Add(new RelatedRun(await deliveries.GetKeyAsync(tenant, child.Workflow, cancellationToken), child, link.Step));
        return new RunRelatives(parent, children);
    }

    private async Task<RelatedRun?> FindAsync(TenantId tenant, RunId run, string step, CancellationToken cancellationToken)
    {
        if (await store.Runs.GetAsync(tenant, run, cancellationToken) is not { } record) return null;
        return new RelatedRun(
            await deliveries.GetKeyAsync(tenant, record.Workflow, cancellationToken), record with { State = default, History = default }, step);
    }
}
