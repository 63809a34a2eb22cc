using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Engine;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Bundles;

/// <summary>Exports and imports bundles.</summary>
public sealed class BundleService(EngineContext context, DefinitionChecker checker, IScheduleService schedules, IEntityRouter router)
    : IBundleService
{
    private static readonly HashSet<string> DependencyCodes =
        ["UNKNOWN_ACTION", "UNKNOWN_NODE_TYPE", "PAYLOAD_SCHEMA_REF_UNKNOWN", "UNKNOWN_TRIGGER_SOURCE_SCHEMA_REF",
            "UNKNOWN_TRIGGER_EVENT", "UNKNOWN_WAIT_EVENT", "SECRET_NOT_FOUND", "UNKNOWN_WORKFLOW", "UNKNOWN_WORKFLOW_VERSION",
            "FORM_SCHEMA_REF_UNKNOWN", "TIME_TRIGGER_UNKNOWN_CALENDAR"];

    /// <inheritdoc/>
    public async Task<Result<ReadOnlyMemory<byte>>> ExportAsync(TenantId tenant, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var workflows = new List<BundledWorkflow>();
        foreach (var key in keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await context.Store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } workflow)
            {
                var known = await context.Store.Workflows.ListAsync(tenant, null, 1_000, cancellationToken);
                return WorkflowProblems.NotFound(key, Nearest.Of(key, known.Select(candidate => candidate.Key)));
            }

            var versions = await context.Store.Workflows.ListVersionsAsync(tenant, workflow.Id, cancellationToken);
            workflows.Add(new BundledWorkflow(workflow, [.. versions.OrderBy(version => version.Version)]));
        }

        return BundleFormat.Write(workflows, Timestamp.Format(context.Clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<Result<ImportSummary>> ImportAsync(
        Caller caller, JsonValue bundle, ImportOptions options, CancellationToken cancellationToken)
    {
        var read = BundleReader.Read(bundle);
        if (!read.IsOk) return read.Problem;
        var findings = new List<(ReadWorkflow Workflow, string Pointer, Finding Finding)>();
        var checks = new Dictionary<ReadWorkflow, List<CheckedDefinition>>();
        var others = Unsaved(read.Value);
        foreach (var workflow in read.Value) checks[workflow] = await CheckAsync(caller.Tenant, workflow, others, findings, cancellationToken);
        var missing = findings.Where(item => DependencyCodes.Contains(item.Finding.Code)).Select(Issue).ToList();
        if (missing.Count > 0) return BundleProblems.MissingDependencies(missing);

        var existing = new Dictionary<string, WorkflowRecord>(StringComparer.Ordinal);
        foreach (var workflow in read.Value)
            if (await context.Store.Workflows.GetAsync(caller.Tenant, workflow.Key, cancellationToken) is { } record)
                existing[workflow.Key] = record;
        if (existing.Count > 0 && !options.Force) return BundleProblems.KeyConflict([.. existing.Keys.Order(StringComparer.Ordinal)]);
        if (findings.Count > 0) return BundleProblems.Invalid([.. findings.Select(Issue)]);

        var imports = new List<WorkflowImport>();
        foreach (var workflow in read.Value)
            imports.Add(await ToImportAsync(caller, workflow, existing.GetValueOrDefault(workflow.Key), checks[workflow], others, cancellationToken));
        if (!options.DryRun)
        {
            var conflict = await context.Store.Workflows.ImportAsync(imports, cancellationToken);
            context.Plans.Invalidate();
            if (conflict is not null) return BundleProblems.KeyConflict([conflict]);
            foreach (var record in existing.Values)
            {
                await schedules.RebindAsync(caller, record.Id, cancellationToken);
                router.Workflow(caller.Tenant, record.Id, WorkflowMessage.Poke.Instance);
            }

            foreach (var import in imports.Where(import => import.IsNew && import.Versions is [.., { Schedule: not null }]))
                if (await context.Store.Workflows.GetAsync(caller.Tenant, import.Workflow.Key, cancellationToken) is { } made)
                    await schedules.RebindAsync(caller, made.Id, cancellationToken);
        }

        return new ImportSummary(
            [.. imports.Where(import => import.IsNew).Select(import => import.Workflow.Key)], [.. existing.Keys.Order(StringComparer.Ordinal)],
            imports.ToDictionary(
                import => import.Workflow.Key, import => (IReadOnlyList<int>)[.. import.Versions.Select(version => version.Version)]));
    }

    /// <summary>Everything that publishing checks, for every version; a draft may have errors, as it may when it is saved.</summary>
    private async Task<List<CheckedDefinition>> CheckAsync(
        TenantId tenant, ReadWorkflow workflow, IReadOnlyDictionary<string, UnsavedWorkflow> others, List<(ReadWorkflow Workflow, string Pointer, Finding Finding)> errors,
        CancellationToken cancellationToken)
    {
        var result = new List<CheckedDefinition>();
        for (var i = 0; i < workflow.Versions.Count; i++)
        {
            var check = await checker.CheckAsync(tenant, workflow.Key, workflow.Versions[i], others, cancellationToken);
            var pointer = $"{workflow.Pointer}/versions/{i}/definition";
            errors.AddRange(check.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => (workflow, pointer, finding)));
            result.Add(check);
        }

        return result;
    }

    private async Task<WorkflowImport> ToImportAsync(
        Caller caller, ReadWorkflow workflow, WorkflowRecord? existing, List<CheckedDefinition> checks,
        IReadOnlyDictionary<string, UnsavedWorkflow> others, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var draft = await checker.CheckAsync(caller.Tenant, workflow.Key, workflow.Draft, others, cancellationToken);
        var first = (existing?.PublishedVersion ?? 0) + 1;
        var versions = new List<WorkflowVersionRecord>();
        for (var i = 0; i < checks.Count; i++)
        {
            versions.Add(new WorkflowVersionRecord
            {
                Workflow = existing?.Id ?? default,
                Tenant = caller.Tenant,
                Version = first + i,
                Definition = workflow.Versions[i].ToUtf8(),
                Contract = checks[i].Contract.ToJson().ToUtf8(),
                TriggerEvent = checks[i].Definition!.Trigger is { } trigger
                    ? await context.EventTypes.GetIdAsync(trigger.EventName, cancellationToken)
                    : null,
                PublishedBy = caller.Actor,
                PublishedAt = now,
            });
        }

        var before = existing is null ? new WorkflowSettings() : WorkflowSettings.Read(existing.Settings);
        var record = new WorkflowRecord
        {
            Id = existing?.Id ?? default,
            Tenant = caller.Tenant,
            Key = workflow.Key,
            Name = WorkflowService.NameOf(workflow.Draft, workflow.Key),
            Description = WorkflowService.TextOf(workflow.Draft["description"]),
            Draft = workflow.Draft.ToUtf8(),
            Findings = FindingsJson.Write(draft.Findings),
            PublishedVersion = first + checks.Count - 1,
            Settings = workflow.Settings.Apply(before, caller.Actor, existing?.Paused ?? false, now).Write(),
            Paused = workflow.Settings.Paused ?? false,
            Revision = (existing?.Revision ?? 0) + 1,
            CreatedAt = existing?.CreatedAt ?? now,
            UpdatedAt = now,
        };
        if (versions.Count > 0)
            versions[^1] = versions[^1] with
            {
                Schedule = await DefinitionSchedule.OfAsync(context, caller, record, checks[^1].Definition!, cancellationToken),
            };
        return new WorkflowImport(record, existing is null, versions, Audit(caller, workflow.Key, versions.Count));
    }

    /// <summary>Workflows of a bundle may call each other, whatever their order.</summary>
    private static Dictionary<string, UnsavedWorkflow> Unsaved(IReadOnlyList<ReadWorkflow> workflows) =>
        workflows.Where(workflow => workflow.Versions.Count > 0).ToDictionary(
            workflow => workflow.Key, workflow => new UnsavedWorkflow(workflow.Versions.Count, workflow.Versions[^1]), StringComparer.Ordinal);

    private AuditRecord Audit(Caller caller, string key, int versions)
    {
        var details = new JsonObjectBuilder();
        details.Add("versions", JsonValue.From(versions));
        return new AuditRecord(
            context.Ids.Next(), caller.Tenant, caller.Actor, "workflow.import", $"workflow:{key}", details.Build().ToUtf8());
    }

    private static ProblemIssue Issue((ReadWorkflow Workflow, string Pointer, Finding Finding) item) =>
        new(item.Pointer + item.Finding.Pointer, item.Finding.Code, $"{item.Workflow.Key}: {item.Finding.Message}");
}
