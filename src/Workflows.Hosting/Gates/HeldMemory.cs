using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Gates;

/// <summary>
/// Which workflows have held deliveries, as far as one stream has to know: its events keep their order, so they go behind what is held, also
/// after the workflow was resumed. Costs nothing while nothing is held.
/// </summary>
internal sealed class HeldMemory
{
    private readonly HashSet<WorkflowId> holding = [];
    private IReadOnlyList<TriggeredPlan>? seen;

    /// <summary>The workflows, out of those that listen, whose held deliveries an event must go behind.</summary>
    public async ValueTask<IReadOnlySet<WorkflowId>> LoadAsync(TenantId tenant, IReadOnlyList<TriggeredPlan> plans, IStore store)
    {
        if (ReferenceEquals(seen, plans) && holding.Count == 0) return holding;
        var found = await store.Deliveries.FindHoldingAsync(tenant, [.. plans.Select(plan => plan.Workflow)], CancellationToken.None);
        holding.Clear();
        holding.UnionWith(found);
        seen = plans;
        return holding;
    }

    /// <summary>The stream held events for workflows.</summary>
    public void Add(IEnumerable<WorkflowId> workflows) => holding.UnionWith(workflows);

    /// <summary>What is known may be wrong.</summary>
    public void Forget() => seen = null;
}
