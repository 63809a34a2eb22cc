using System.Collections.Concurrent;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Engine.Plans;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Workers;
using Workflows.Schemas;

namespace Workflows.Hosting.Definitions;

/// <summary>Compiled versions, and which of them listen to an event type. Versions never change, so plans are kept.</summary>
public sealed class PlanCache
{
    private const string Topic = "plans";
    private readonly IStore store;
    private readonly RemoteActions actions;
    private readonly EventTypeDirectory eventTypes;
    private readonly ChangeSignals signals;
    private readonly ConcurrentDictionary<(WorkflowId Workflow, int Version), Plan> plans = new();
    private readonly ChangeCache<(TenantId Tenant, EventTypeId Type), IReadOnlyList<TriggeredPlan>> triggered = new();
    private readonly ChangeCache<WorkflowId, WorkflowPolicy> policies = new();

    /// <summary>Creates an empty cache.</summary>
    public PlanCache(IStore store, RemoteActions actions, EventTypeDirectory eventTypes, ChangeSignals signals)
    {
        (this.store, this.actions, this.eventTypes, this.signals) = (store, actions, eventTypes, signals);
        Calls = new CalledWorkflows(store);
        signals.Register(Topic, Forget);
    }

    /// <summary>The versions that runs call; prepared for every plan that the cache hands out.</summary>
    public CalledWorkflows Calls { get; }

    /// <summary>The plan of a version.</summary>
    /// <exception cref="InvalidOperationException">There is no such version, or it calls an action that is not registered any more.</exception>
    public async ValueTask<Plan> GetAsync(TenantId tenant, WorkflowId workflow, int version, CancellationToken cancellationToken)
    {
        if (plans.TryGetValue((workflow, version), out var known))
        {
            await Calls.PrepareAsync(tenant, known, cancellationToken);
            return known;
        }

        var record = await store.Workflows.GetVersionAsync(tenant, workflow, version, cancellationToken)
            ?? throw new InvalidOperationException($"Workflow {workflow.Value} has no version {version}.");
        return await CompileAsync(tenant, record, cancellationToken);
    }

    /// <summary>The newest versions of a tenant's workflows that listen to an event type, in order of their workflows.</summary>
    public async ValueTask<IReadOnlyList<TriggeredPlan>> GetTriggeredAsync(
        TenantId tenant, EventTypeId type, CancellationToken cancellationToken)
    {
        if (triggered.TryGet((tenant, type), out var known))
        {
            foreach (var candidate in known)
                if (candidate.Plan is { } ready)
                    await Calls.PrepareAsync(tenant, ready, cancellationToken);
            return known;
        }

        var readAt = triggered.Generation;
        var result = new List<TriggeredPlan>();
        foreach (var version in await store.Workflows.ListTriggeredAsync(tenant, type, cancellationToken))
            result.Add(await CompileTriggeredAsync(tenant, version, cancellationToken));
        triggered.Set((tenant, type), result, readAt);
        return result;
    }

    /// <summary>Pause and limits of a workflow.</summary>
    public async ValueTask<WorkflowPolicy> GetPolicyAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken)
    {
        if (policies.TryGet(workflow, out var known)) return known;
        var readAt = policies.Generation;
        var record = await store.Workflows.GetAsync(tenant, workflow, cancellationToken);
        if (record is null) return WorkflowPolicy.Open;
        var gate = await store.Deliveries.GetGateAsync(tenant, workflow, cancellationToken);
        var policy = WorkflowPolicy.Of(record, GateState.Read(gate?.State ?? default));
        policies.Set(workflow, policy, readAt);
        return policy;
    }

    /// <summary>Forgets, in every process, who listens to what and under which limits, after a workflow was published, set or deleted.</summary>
    public void Invalidate() => signals.Changed(Topic);

    private void Forget()
    {
        Calls.Invalidate();
        policies.Forget();
        triggered.Forget();
    }

    private async ValueTask<TriggeredPlan> CompileTriggeredAsync(
        TenantId tenant, WorkflowVersionRecord version, CancellationToken cancellationToken)
    {
        var policy = await GetPolicyAsync(tenant, version.Workflow, cancellationToken);
        try
        {
            var plan = plans.TryGetValue((version.Workflow, version.Version), out var known)
                ? known
                : await CompileAsync(tenant, version, cancellationToken);
            return new TriggeredPlan(version.Workflow, version.Version, plan, null, policy);
        }
        catch (InvalidOperationException exception)
        {
            return new TriggeredPlan(version.Workflow, version.Version, null, exception.Message, policy);
        }
    }

    private async ValueTask<Plan> CompileAsync(TenantId tenant, WorkflowVersionRecord version, CancellationToken cancellationToken)
    {
        var workflow = await store.Workflows.GetAsync(tenant, version.Workflow, cancellationToken)
            ?? throw new InvalidOperationException($"There is no workflow {version.Workflow.Value}.");
        var (definition, findings) = DefinitionReader.Read(JsonValue.Parse(version.Definition));
        if (definition is null)
            throw new InvalidOperationException($"Version {version.Version} of '{workflow.Key}' cannot be read: {findings[0].Message}");
        if (definition.Trigger is { } trigger) await eventTypes.GetIdAsync(trigger.EventName, cancellationToken);
        foreach (var wait in StepTree.Flatten(definition.Steps).OfType<NodeStep>().Select(step => step.Config).OfType<EventWaitConfig>())
            await eventTypes.GetIdAsync(wait.EventName, cancellationToken);
        try
        {
            var contract = VersionContract.Read(version.Contract).Compile();
            var known = await actions.GetAsync(tenant, cancellationToken);
            var plan = Plan.Compile(version.Workflow, workflow.Key, version.Version, definition, known, contract);
            await Calls.PrepareAsync(tenant, plan, cancellationToken);
            return plans.GetOrAdd((version.Workflow, version.Version), plan);
        }
        catch (Exception exception) when (exception is ArgumentException or SchemaCompileException)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }
}

/// <summary>A version that listens to an event type.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Version">The version.</param>
/// <param name="Plan">The plan; null when it cannot be compiled by this program.</param>
/// <param name="Problem">Why there is no plan.</param>
/// <param name="Policy">Pause and limits.</param>
public sealed record TriggeredPlan(WorkflowId Workflow, int Version, Plan? Plan, string? Problem, WorkflowPolicy Policy);
