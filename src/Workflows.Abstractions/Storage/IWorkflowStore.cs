using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps workflows and versions. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IWorkflowStore
{
    /// <summary>Inserts a workflow (its <see cref="WorkflowRecord.Id"/> is ignored) with its audit row; null when the key is taken.</summary>
    Task<WorkflowRecord?> CreateAsync(WorkflowRecord workflow, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a workflow, inserts a version when one is given, and its audit row, in one transaction. The stored revision must be one
    /// less than the record's; false when it is not, or when the version exists.
    /// </summary>
    Task<bool> UpdateAsync(
        WorkflowRecord workflow, WorkflowVersionRecord? version, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts and replaces workflows with versions and audit rows, all in one transaction. Returns the key that was in the way (taken by another
    /// workflow, or changed since it was read), and then nothing was written; null when everything was.
    /// </summary>
    Task<string?> ImportAsync(IReadOnlyList<WorkflowImport> imports, CancellationToken cancellationToken);

    /// <summary>A workflow by key; null when the tenant has none such or it was deleted.</summary>
    Task<WorkflowRecord?> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken);

    /// <summary>A workflow by number, deleted ones included; null when the tenant has none such.</summary>
    Task<WorkflowRecord?> GetAsync(TenantId tenant, WorkflowId id, CancellationToken cancellationToken);

    /// <summary>The workflows of a tenant that are not deleted, by key, after one; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<WorkflowRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The same without drafts and findings, which are empty in the records.</summary>
    Task<IReadOnlyList<WorkflowHead>> ListHeadsAsync(TenantId tenant, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Some workflows of a tenant, each with the definition of its published version, in no order; at most 1,000.</summary>
    Task<IReadOnlyList<WorkflowWithPublished>> GetWithPublishedAsync(
        TenantId tenant, IReadOnlyList<WorkflowId> ids, CancellationToken cancellationToken);

    /// <summary>A version; null when there is none such.</summary>
    Task<WorkflowVersionRecord?> GetVersionAsync(TenantId tenant, WorkflowId workflow, int version, CancellationToken cancellationToken);

    /// <summary>The versions of a workflow, newest first.</summary>
    Task<IReadOnlyList<WorkflowVersionRecord>> ListVersionsAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken);

    /// <summary>What the newest published versions of a tenant's workflows listen to; those that are deleted or listen to nothing are left out.</summary>
    Task<IReadOnlyList<(WorkflowId Workflow, string Key, EventTypeId Type)>> ListTriggersAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The newest published versions of a tenant's workflows whose trigger is the event type and that are not deleted.</summary>
    Task<IReadOnlyList<WorkflowVersionRecord>> ListTriggeredAsync(TenantId tenant, EventTypeId type, CancellationToken cancellationToken);
}

/// <summary>A workflow without draft and findings.</summary>
/// <param name="Workflow">The workflow; draft and findings are empty.</param>
/// <param name="HasSchedule">Whether it has a schedule that is not completed.</param>
public sealed record WorkflowHead(WorkflowRecord Workflow, bool HasSchedule);

/// <summary>A workflow with what is published of it.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Published">The definition of its published version, UTF-8; null when none is.</param>
public sealed record WorkflowWithPublished(WorkflowRecord Workflow, ReadOnlyMemory<byte>? Published);

/// <summary>One workflow of an import.</summary>
/// <param name="Workflow">The workflow; for an existing one its stored revision must be one less.</param>
/// <param name="IsNew">Whether it is made; its number, and that of the versions, is ignored then.</param>
/// <param name="Versions">The versions to insert.</param>
/// <param name="Audit">Its audit row.</param>
public sealed record WorkflowImport(
    WorkflowRecord Workflow, bool IsNew, IReadOnlyList<WorkflowVersionRecord> Versions, AuditRecord Audit);
