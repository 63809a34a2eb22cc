using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Impact;

/// <summary>Answers what a change of a schema would break: by the checks, and on stored events. Changes nothing.</summary>
public sealed class ImpactService(
    IStore store, CatalogDirectory catalogs, SchemaDirectory schemas, ContextGatherer gatherer, EventReplay replay)
{
    private const int MaxWorkflows = 1_000;
    private const int PageSize = 200;

    /// <summary>Compares a schema with what it would become.</summary>
    public async Task<Result<ImpactReport>> AnalyzeAsync(TenantId tenant, ImpactQuestion question, CancellationToken cancellationToken)
    {
        if (await schemas.FindAsync(tenant, question.SchemaRef, cancellationToken) is not { } current)
            return ImpactProblems.UnknownSchema(
                question.SchemaRef, "", await schemas.NearestAsync(tenant, question.SchemaRef, cancellationToken));
        if (question.Document.IsMissing == question.With is null) return ImpactProblems.OneOfTwo;
        if (question.With is { } with)
        {
            if (await schemas.FindAsync(tenant, with, cancellationToken) is not { } other)
                return ImpactProblems.UnknownSchema(with, "/with", await schemas.NearestAsync(tenant, with, cancellationToken));
            question = question with { Document = other.Document };
        }

        var compilation = await schemas.CompileAsync(tenant, question.SchemaRef, question.Document, cancellationToken);
        if (compilation.Compiled is not { } changed) return ImpactProblems.NotCompilable(compilation.Error!);

        var known = await ContextOfAsync(tenant, question, compilation, cancellationToken);
        var (appearing, disappearing, workflows, isCut) = await CheckAllAsync(tenant, question.SchemaRef, known, cancellationToken);
        var events = new List<EventImpact>();
        var catalog = await catalogs.GetAsync(tenant, cancellationToken);
        foreach (var entry in catalog.Entries.Where(entry => entry.SchemaRef == question.SchemaRef).OrderBy(entry => entry.EventType, StringComparer.Ordinal))
            if (question.Events > 0)
                events.Add(await replay.CompareAsync(tenant, entry, current.Compiled, changed, question, cancellationToken));
        return new ImpactReport
        {
            Workflows = workflows, IsCut = isCut, Appearing = appearing, Disappearing = disappearing, Events = events,
        };
    }

    /// <summary>The changed schema, and those that only it refers to.</summary>
    private async Task<Dictionary<string, KnownSchema>> ContextOfAsync(
        TenantId tenant, ImpactQuestion question, SchemaCompilation compilation, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownSchema>(StringComparer.Ordinal)
        {
            [question.SchemaRef] = new(question.SchemaRef, "active", question.Document),
        };
        foreach (var reference in compilation.References.Keys)
            if (reference != question.SchemaRef && await schemas.FindAsync(tenant, reference, cancellationToken) is { } found)
                known[reference] = new KnownSchema(reference, found.Status, found.Document);
        return known;
    }

    private async Task<(List<ImpactFinding> Appearing, int Disappearing, int Workflows, bool IsCut)> CheckAllAsync(
        TenantId tenant, string schemaRef, Dictionary<string, KnownSchema> known, CancellationToken cancellationToken)
    {
        var appearing = new List<ImpactFinding>();
        var (disappearing, resting, seen) = (0, 0, 0);
        string? after = null;
        while (await store.Workflows.ListAsync(tenant, after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var workflow in page)
            {
                after = workflow.Key;
                if (workflow.PublishedVersion == 0) continue;
                if (++seen > MaxWorkflows) return (appearing, disappearing, resting, true);
                if (await CheckAsync(tenant, workflow, schemaRef, known, cancellationToken) is not { } change) continue;
                resting++;
                appearing.AddRange(change.Appearing.Select(finding => new ImpactFinding(workflow.Key, workflow.PublishedVersion, finding)));
                disappearing += change.Disappearing;
            }
        }

        return (appearing, disappearing, resting, false);
    }

    /// <summary>The findings of a workflow's newest version with the schema as it is and as it would be; null when it does not rest on it.</summary>
    private async Task<(List<Finding> Appearing, int Disappearing)?> CheckAsync(
        TenantId tenant, WorkflowRecord workflow, string schemaRef, Dictionary<string, KnownSchema> known, CancellationToken cancellationToken)
    {
        var version = await store.Workflows.GetVersionAsync(tenant, workflow.Id, workflow.PublishedVersion, cancellationToken);
        if (version is null || DefinitionReader.Read(JsonValue.Parse(version.Definition)).Definition is not { } definition) return null;
        var context = await gatherer.GatherAsync(tenant, workflow.Key, definition, cancellationToken);
        if (!context.Schemas.ContainsKey(schemaRef)) return null;

        var merged = new Dictionary<string, KnownSchema>(context.Schemas, StringComparer.Ordinal);
        foreach (var (name, schema) in known) merged[name] = schema;
        var now = new DefinitionValidator(context).Check(definition);
        var then = new DefinitionValidator(context with { Schemas = merged }).Check(definition);
        var (before, later) = (now.Select(KeyOf).ToHashSet(), then.Select(KeyOf).ToHashSet());
        return (
            [.. then.Where(finding => !before.Contains(KeyOf(finding)))],
            now.Count(finding => !later.Contains(KeyOf(finding))));
    }

    /// <summary>What makes two findings the same: not the types that they mention.</summary>
    private static (FindingSeverity, string, string, int?, string) KeyOf(Finding finding) => (
        finding.Severity, finding.Code, finding.Pointer, finding.Position,
        finding.Code is FindingCodes.MissingRequiredMapping or FindingCodes.TriggerMappingMissingRequiredFields ? finding.Message : string.Empty);
}
