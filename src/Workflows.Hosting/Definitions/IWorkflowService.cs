using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Catalog.Entries;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Definitions;

/// <summary>Authors' commands on workflows. Every change leaves an audit row.</summary>
public interface IWorkflowService
{
    /// <summary>Creates a draft under a key. A parseable definition is always saved; its findings are stored with it.</summary>
    Task<Result<WorkflowRecord>> CreateAsync(Caller caller, string key, JsonValue definition, CancellationToken cancellationToken);

    /// <summary>Replaces the draft.</summary>
    /// <param name="caller">Who saves.</param>
    /// <param name="key">The workflow.</param>
    /// <param name="definition">The new draft.</param>
    /// <param name="expectedRevision">The revision that the change is based on (If-Match); null to overwrite.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<WorkflowRecord>> SaveDraftAsync(
        Caller caller, string key, JsonValue definition, int? expectedRevision, CancellationToken cancellationToken);

    /// <summary>Publishes the draft as the next version. Errors among the findings block; warnings do not.</summary>
    Task<Result<PublishResult>> PublishAsync(Caller caller, string key, int? expectedRevision, CancellationToken cancellationToken);

    /// <summary>The findings of a definition that is not saved.</summary>
    Task<IReadOnlyList<Finding>> ValidateAsync(TenantId tenant, JsonValue definition, CancellationToken cancellationToken);

    /// <summary>Makes a draft that listens to an event type, with the type's schema as contract and source. It has no steps yet.</summary>
    /// <param name="caller">Who attaches.</param>
    /// <param name="entry">The event type.</param>
    /// <param name="key">The key of the new workflow.</param>
    /// <param name="name">Its name.</param>
    /// <param name="allowPlaceholder">
    /// Whether a type without a schema gets a draft in which the schema is still to be chosen, which blocks publishing; else it is a problem.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<WorkflowRecord>> AttachAsync(
        Caller caller, CatalogEntry entry, string key, string name, bool allowPlaceholder, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the newest version again without its trigger, in one step with the draft, which loses the same trigger. Only errors that the
    /// removal makes block it.
    /// </summary>
    /// <param name="caller">Who detaches.</param>
    /// <param name="entry">The event type that the workflow has to listen to.</param>
    /// <param name="key">The workflow.</param>
    /// <param name="mayChangeSystem">Whether the caller may change system workflows.</param>
    /// <param name="reason">Why, for the audit trail.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<PublishResult>> DetachAsync(
        Caller caller, CatalogEntry entry, string key, bool mayChangeSystem, string? reason, CancellationToken cancellationToken);

    /// <summary>Deletes a workflow; refused while it has runs that have not ended.</summary>
    Task<Result<WorkflowRecord>> DeleteAsync(Caller caller, string key, CancellationToken cancellationToken);

    /// <summary>Changes pause, limits and visibility. A resume ends the pause that a trigger made by itself, too.</summary>
    /// <param name="caller">Who changes them.</param>
    /// <param name="key">The workflow.</param>
    /// <param name="change">What changes.</param>
    /// <param name="expectedRevision">The revision that the change is based on (If-Match); null to overwrite.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<WorkflowRecord>> ChangeSettingsAsync(
        Caller caller, string key, SettingsChange change, int? expectedRevision, CancellationToken cancellationToken);

    /// <summary>Starts a run by hand with a workflow payload; answers when its first slice is committed.</summary>
    /// <param name="caller">Who starts it.</param>
    /// <param name="key">The workflow.</param>
    /// <param name="version">A published version; null for the newest.</param>
    /// <param name="payload">The workflow's payload.</param>
    /// <param name="correlationId">The run's correlation id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<RunRecord>> StartAsync(
        Caller caller, string key, int? version, JsonValue payload, string? correlationId, CancellationToken cancellationToken);

    /// <summary>Has a run started by hand as soon as the workflow's pause and limits let it through.</summary>
    Task<Result<HeldDelivery>> HoldStartAsync(
        Caller caller, string key, int? version, JsonValue payload, string? correlationId, CancellationToken cancellationToken);

    /// <summary>A workflow by key.</summary>
    Task<Result<WorkflowRecord>> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken);

    /// <summary>The workflows of a tenant by key, after one.</summary>
    Task<IReadOnlyList<WorkflowRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>A published version.</summary>
    Task<Result<WorkflowVersionRecord>> GetVersionAsync(TenantId tenant, string key, int version, CancellationToken cancellationToken);

    /// <summary>The published versions, newest first.</summary>
    Task<Result<IReadOnlyList<WorkflowVersionRecord>>> ListVersionsAsync(TenantId tenant, string key, CancellationToken cancellationToken);
}

/// <summary>What publishing did.</summary>
/// <param name="Version">The new version; null when errors blocked it.</param>
/// <param name="Findings">Errors and warnings.</param>
/// <param name="Workflow">The workflow as it stands now.</param>
public sealed record PublishResult(int? Version, IReadOnlyList<Finding> Findings, WorkflowRecord Workflow);
