using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Jobs;

/// <summary>Makes bulk jobs, and lets operators hold and end them.</summary>
public sealed class BulkJobs(IStore store, IQueries queries, IdSource ids, TimeProvider clock, ChangeSignals changes)
{
    private const int MaxAttempts = 20;

    /// <summary>Makes a job, which begins at once. It works on the runs that were there at this moment.</summary>
    public async Task<Result<JobRecord>> CreateAsync(Caller caller, BulkRequest request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 3 || request.Reason.Length > 500) return Runs.RunProblems.ReasonNeeded;
        var filter = request.Filter with { Statuses = request.Filter.Statuses.Count > 0 ? request.Filter.Statuses : BulkRequest.StatusesOf(request.Action) };
        if (await queries.ListRunsAsync(caller.Tenant, filter with { Limit = 1 }, cancellationToken) is { IsOk: false } wrong) return wrong.Problem;

        var json = (request with { Filter = filter }).ToJson();
        var job = new JobRecord
        {
            Id = ids.Next(),
            Tenant = caller.Tenant,
            Kind = $"runs.{request.Action}",
            Status = JobStatus.Running,
            Revision = 1,
            Actor = caller.Actor,
            Request = json.ToUtf8(),
            Progress = new BulkProgress(null, 0, 0).ToJson().ToUtf8(),
            UpdatedAt = clock.GetUtcNow(),
        };
        await store.Operations.AddJobAsync(job, Audit(caller, job.Id, "job.create", json), cancellationToken);
        changes.Changed(BulkRunner.Topic);
        return job;
    }

    /// <summary>Holds a running job, has a held one go on, or ends either.</summary>
    public async Task<Result<JobRecord>> ChangeAsync(
        Caller caller, Guid id, JobStatus status, string reason, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.Operations.GetJobAsync(caller.Tenant, id, cancellationToken) is not { } job) return Unknown(id);
            if (reason.Trim().Length < 3 || reason.Length > 500) return Runs.RunProblems.ReasonNeeded;
            if (job.Status == status || job.Status is JobStatus.Completed or JobStatus.Canceled) return WrongState(job);
            var changed = job with { Status = status, Revision = job.Revision + 1, UpdatedAt = clock.GetUtcNow() };
            var details = JsonValue.EmptyObject.With("reason", JsonValue.From(reason));
            var audit = Audit(caller, id, $"job.{Verb(status)}", details);
            if (!await store.Operations.UpdateJobAsync(changed, [], audit, cancellationToken)) continue;
            if (status == JobStatus.Running) changes.Changed(BulkRunner.Topic);
            return changed;
        }

        return Definitions.WorkflowProblems.StoreUnavailable;
    }

    /// <summary>A job that a tenant does not have.</summary>
    public static Problem Unknown(Guid id) => new(
        ProblemKind.NotFound, "UNKNOWN_JOB", $"There is no job '{id}'.", null, "GET /v1/jobs lists the jobs.");

    private static Problem WrongState(JobRecord job) => new(
        ProblemKind.Conflict, "JOB_STATE_CONFLICT", $"The job is {job.Status.ToString().ToUpperInvariant()}.", null,
        "Only a running job can be paused, a paused one resumed, and one that has not ended cancelled.");

    private static string Verb(JobStatus status) => status switch
    {
        JobStatus.Running => "resume",
        JobStatus.Paused => "pause",
        _ => "cancel",
    };

    private AuditRecord Audit(Caller caller, Guid job, string operation, JsonValue details) =>
        new(ids.Next(), caller.Tenant, caller.Actor, operation, $"job:{job:D}", details.ToUtf8());
}
