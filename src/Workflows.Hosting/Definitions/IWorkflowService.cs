using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
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

    /// <summary>Deletes a workflow; refused while it has runs that have not ended.</summary>
    Task<Result<WorkflowRecord>> DeleteAsync(Caller caller, string key, CancellationToken cancellationToken);

    /// <summary>Starts a run by hand with a workflow payload; answers when its first slice is committed.</summary>
    /// <param name="caller">Who starts it.</param>
    /// <param name="key">The workflow.</param>
    /// <param name="version">A published version; null for the newest.</param>
    /// <param name="payload">The workflow's payload.</param>
    /// <param name="correlationId">The run's correlation id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<RunRecord>> StartAsync(
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
