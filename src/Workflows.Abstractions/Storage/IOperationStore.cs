using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Abstractions.Storage;

/// <summary>
/// Keeps what operators do beside the runs themselves: links, tags, background jobs, and the answers to repeated requests. Every method throws
/// <see cref="StoreException"/> when the store fails.
/// </summary>
public interface IOperationStore
{
    /// <summary>The links of a run in both directions, oldest target first; at most 1,000.</summary>
    Task<IReadOnlyList<ReplayLink>> ListReplaysAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>Inserts a job with its audit row.</summary>
    Task AddJobAsync(JobRecord job, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Replaces a job's state and progress; false when the stored revision is not one less than the record's.</summary>
    /// <param name="job">The job as it shall be.</param>
    /// <param name="items">What it did to runs, beside what commands committed themselves; known ones are left as they are.</param>
    /// <param name="audit">The audit row of an operator's change; null for progress.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> UpdateJobAsync(
        JobRecord job, IReadOnlyList<JobItem> items, AuditRecord? audit, CancellationToken cancellationToken);

    /// <summary>A job; null when the tenant has none such.</summary>
    Task<JobRecord?> GetJobAsync(TenantId tenant, Guid job, CancellationToken cancellationToken);

    /// <summary>The jobs of a tenant, newest first, before one.</summary>
    Task<IReadOnlyList<JobRecord>> ListJobsAsync(TenantId tenant, Guid? before, int limit, CancellationToken cancellationToken);

    /// <summary>The jobs of all tenants that are running, oldest first; at most 1,000.</summary>
    Task<IReadOnlyList<JobRecord>> ListRunningJobsAsync(CancellationToken cancellationToken);

    /// <summary>What a job did to a run; null when it has not come to it.</summary>
    Task<string?> FindItemAsync(Guid job, RunId run, CancellationToken cancellationToken);

    /// <summary>What a job did to runs, by run, after one.</summary>
    Task<IReadOnlyList<JobItem>> ListItemsAsync(Guid job, RunId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps the first answer to a request; when there is one already, that one is returned, else null.</summary>
    Task<RequestAnswer?> AddAnswerAsync(RequestAnswer answer, CancellationToken cancellationToken);

    /// <summary>Replaces the answer that was kept while the request was under way.</summary>
    Task CompleteAnswerAsync(RequestAnswer answer, CancellationToken cancellationToken);

    /// <summary>Forgets a request that came to nothing, so that it can be repeated.</summary>
    Task RemoveAnswerAsync(TenantId tenant, Guid keyHash, CancellationToken cancellationToken);
}

/// <summary>Where a job stands. The numbers are stored.</summary>
public enum JobStatus
{
    /// <summary>It works, also when its process has ended: the next one takes it up.</summary>
    Running = 1,

    /// <summary>An operator holds it.</summary>
    Paused = 2,

    /// <summary>It has done every run.</summary>
    Completed = 3,

    /// <summary>An operator ended it.</summary>
    Canceled = 4,
}

/// <summary>A background job over many runs.</summary>
public sealed record JobRecord
{
    /// <summary>UUIDv7; the time in it is when the job was made.</summary>
    public required Guid Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What it does: <c>runs.cancel</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>The number of changes, this one included; 1 for a new job.</summary>
    public required int Revision { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was asked, UTF-8 JSON object.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>How far it is, UTF-8 JSON object.</summary>
    public required ReadOnlyMemory<byte> Progress { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The first answer to a request that names itself by an Idempotency-Key.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="KeyHash">A hash over route and key.</param>
/// <param name="BodyHash">A hash over the body.</param>
/// <param name="CreatedAt">When the request came.</param>
/// <param name="Status">The HTTP status; 0 while the request is under way.</param>
/// <param name="Location">The Location header, where there was one.</param>
/// <param name="Answer">The body, UTF-8.</param>
public sealed record RequestAnswer(
    TenantId Tenant, Guid KeyHash, Guid BodyHash, DateTimeOffset CreatedAt, int Status, string? Location, ReadOnlyMemory<byte> Answer);
