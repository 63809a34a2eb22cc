using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;
using Workflows.Engine.Nodes;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Workers;

namespace Workflows.Hosting.Definitions;

/// <summary>Gathers what the checks of a definition need: catalog, schemas, actions, secrets, calendars.</summary>
public sealed class ContextGatherer(
    RemoteActions actions, CatalogDirectory catalogs, SchemaDirectory schemas, CallGatherer calls, IEnumerable<ISecretNames> secrets,
    IStore store, TimeProvider clock)
{
    /// <summary>At most so many schemas are followed through references.</summary>
    private const int MaxSchemas = 200;

    internal static readonly IReadOnlyDictionary<string, UnsavedWorkflow> NoneUnsaved = new Dictionary<string, UnsavedWorkflow>();

    /// <summary>The context of a definition.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="workflow">The key of the workflow; null for a definition that is not saved.</param>
    /// <param name="definition">The definition, read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<ValidationContext> GatherAsync(
        TenantId tenant, string? workflow, WorkflowDefinition definition, CancellationToken cancellationToken) =>
        GatherAsync(tenant, workflow, definition, NoneUnsaved, cancellationToken);

    /// <summary>The context of a definition that is to be stored together with other workflows.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="workflow">The key of the workflow; null for a definition that is not saved.</param>
    /// <param name="definition">The definition, read.</param>
    /// <param name="unsaved">Definitions that stand for the newest versions of workflows, because they are to be stored together; by key.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ValidationContext> GatherAsync(
        TenantId tenant, string? workflow, WorkflowDefinition definition, IReadOnlyDictionary<string, UnsavedWorkflow> unsaved,
        CancellationToken cancellationToken)
    {
        var catalog = await catalogs.GetAsync(tenant, cancellationToken);
        var known = new Dictionary<string, KnownSchema>(StringComparer.Ordinal);
        foreach (var schemaRef in RefsOf(definition, catalog)) await AddAsync(tenant, schemaRef, known, cancellationToken);
        var called = await calls.GatherAsync(tenant, workflow, definition, unsaved, cancellationToken);
        var (dayKind, calendar) = definition.Schedule is { } trigger ? (trigger.Days, trigger.Calendar) : (ScheduleDays.Any, null);
        var days = await CalendarSet.ResolveAsync(store.Calendars, tenant, dayKind, calendar, cancellationToken);
        var now = clock.GetUtcNow();
        return new ValidationContext
        {
            Now = unsaved.Count == 0 ? now : null,
            CheckCron = trigger => DefinitionSchedule.FindFault(trigger, days, now),
            Actions = await actions.GetAsync(tenant, cancellationToken),
            Events = catalog.Entries.ToDictionary(
                entry => entry.EventType, entry => new KnownEvent(entry.EventType, entry.SchemaRef, entry.Status), StringComparer.Ordinal),
            Schemas = known,
            SchemaRefs = await schemas.ListRefsAsync(tenant, cancellationToken),
            Secrets = secrets.FirstOrDefault() is { } names ? await names.ListAsync(tenant, cancellationToken) : null,
            Workflow = workflow,
            Workflows = called.Workflows,
            WorkflowKeys = called.Keys,
        };
    }

    private static IEnumerable<string> RefsOf(WorkflowDefinition definition, TenantCatalog catalog)
    {
        string?[] refs =
        [
            definition.PayloadSchemaRef,
            definition.Trigger?.SourcePayloadSchemaRef,
            definition.Trigger is { } trigger ? catalog.Find(trigger.EventName)?.SchemaRef : null,
            .. StepTree.Flatten(definition.Steps).OfType<NodeStep>().Select(step => step.Config).OfType<EventWaitConfig>()
                .Select(wait => catalog.Find(wait.EventName)?.SchemaRef),
            .. StepTree.Flatten(definition.Steps).OfType<NodeStep>().Select(step => step.Config).OfType<HumanTaskConfig>()
                .Select(task => task.FormSchemaRef),
        ];
        return refs.OfType<string>().Distinct(StringComparer.Ordinal);
    }

    private async Task AddAsync(TenantId tenant, string schemaRef, Dictionary<string, KnownSchema> known, CancellationToken cancellationToken)
    {
        var open = new Queue<string>([schemaRef]);
        while (open.TryDequeue(out var next))
        {
            if (known.ContainsKey(next) || known.Count >= MaxSchemas) continue;
            if (await schemas.FindAsync(tenant, next, cancellationToken) is not { } found) continue;
            known[next] = new KnownSchema(next, found.Status, found.Document, found.CompileError?.Message);
            foreach (var reference in SchemaReferences.Of(found.Document)) open.Enqueue(reference);
        }
    }
}
