using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Abstractions.Storage;

/// <summary>Reads human tasks and the ties of child runs. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface ITaskReader
{
    /// <summary>A task; null when the tenant has none such.</summary>
    Task<HumanTaskRecord?> GetAsync(TenantId tenant, HumanTaskId task, CancellationToken cancellationToken);

    /// <summary>Tasks, newest first.</summary>
    Task<IReadOnlyList<HumanTaskRecord>> ListAsync(TaskQuery query, CancellationToken cancellationToken);

    /// <summary>The tie of a run to the run that called it; null for a run that no run called.</summary>
    Task<RunLink?> GetLinkAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The ties of a run to the runs that it called, oldest first.</summary>
    Task<IReadOnlyList<RunLink>> ListChildrenAsync(TenantId tenant, RunId parent, int limit, CancellationToken cancellationToken);

    /// <summary>Attached child runs of all tenants whose parent does not wait for them (any more), by id, after one; for recovery.</summary>
    Task<IReadOnlyList<RunLink>> ListOrphansAsync(RunId after, int limit, CancellationToken cancellationToken);
}

/// <summary>Selects human tasks; newest first.</summary>
public sealed record TaskQuery
{
    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<HumanTaskStatus> Statuses { get; init; } = [];

    /// <summary>Only tasks that one of these may do (<c>user:ann</c>, <c>role:approver</c>); empty for all.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>With <see cref="Assignees"/>: also tasks that this user has claimed.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Only this workflow.</summary>
    public WorkflowId? Workflow { get; init; }

    /// <summary>Only this run.</summary>
    public RunId? Run { get; init; }

    /// <summary>Only tasks that are due before.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only tasks before this one: the last id of the page before.</summary>
    public HumanTaskId? Before { get; init; }

    /// <summary>At most so many; 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
