using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Jobs;

/// <summary>
/// Works through bulk jobs, run by run, at the pace that each asks for, in the process that has the duties. What a job did to a run is
/// committed with the run, so that a job that another process takes up does nothing twice.
/// </summary>
public sealed partial class BulkRunner : DueClock
{
    /// <summary>What the runner is told of: a job was made, or is to go on.</summary>
    public const string Topic = "jobs";

    private const int PageSize = 100;
    private const int SaveEvery = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly IStore store;
    private readonly IQueries queries;
    private readonly IRunCommands commands;
    private readonly ILogger<BulkRunner> logger;
    private readonly ConcurrentDictionary<Guid, Task> driven = new();

    /// <summary>Creates the runner; it takes up the jobs that are running when it gets the duty.</summary>
    public BulkRunner(
        IStore store, IQueries queries, IRunCommands commands, TimeProvider clock, ChangeSignals changes, ILogger<BulkRunner> logger)
        : base(clock, logger, changes, Topic) =>
        (this.store, this.queries, this.commands, this.logger) = (store, queries, commands, logger);

    /// <inheritdoc/>
    public override async Task StopAsync()
    {
        await base.StopAsync();
        await Task.WhenAll(driven.Values);
    }

    /// <summary>Drives what is running; a job that was held for a moment may still be under way, and is looked at again after that.</summary>
    protected override async Task<DateTimeOffset?> HandleDueAsync()
    {
        foreach (var (id, task) in driven)
            if (task.IsCompleted) driven.TryRemove(id, out _);
        foreach (var job in await store.Operations.ListRunningJobsAsync(CancellationToken.None))
        {
            if (IsStopped) break;
            driven[job.Id] = DriveAsync(job.Tenant, job.Id, driven.GetValueOrDefault(job.Id, Task.CompletedTask));
        }

        return null;
    }

    private async Task DriveAsync(TenantId tenant, Guid id, Task before)
    {
        await before;
        while (!IsStopped)
        {
            try
            {
                if (!await AdvanceAsync(tenant, id)) return;
            }
            catch (OperationCanceledException) when (IsStopped)
            {
                return;
            }
            catch (StoreException exception)
            {
                LogFailed(logger, exception, id);
                await Task.Delay(Patience, Clock, Stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (Exception exception)
            {
                LogFailed(logger, exception, id);
                return;
            }
        }
    }

    /// <summary>One page of runs; false when the job has nothing more to do here.</summary>
    private async Task<bool> AdvanceAsync(TenantId tenant, Guid id)
    {
        if (await store.Operations.GetJobAsync(tenant, id, Stopping) is not { Status: JobStatus.Running } job) return false;
        var request = BulkRequest.Read(JsonValue.Parse(job.Request));
        var progress = BulkProgress.Read(JsonValue.Parse(job.Progress));
        var page = await queries.ListRunsAsync(tenant, PageAfter(job, request, progress), Stopping);
        if (!page.IsOk || page.Value.Count == 0)
        {
            await store.Operations.UpdateJobAsync(Next(job with { Status = JobStatus.Completed }, progress), [], null, Stopping);
            return false;
        }

        var items = new List<JobItem>();
        for (var i = 0; i < page.Value.Count; i++)
        {
            // A job that is held or ended does nothing more from then on, however slow its pace.
            if (await store.Operations.GetJobAsync(tenant, id, Stopping) is not { Status: JobStatus.Running })
                return await SaveAsync(job, progress, items) is { Status: JobStatus.Running };
            var run = page.Value[i].Run.Id;
            var outcome = await DoAsync(job, request, run);
            progress = outcome == JobItem.Done
                ? progress with { Cursor = run.ToString(), Done = progress.Done + 1 }
                : progress with { Cursor = run.ToString(), Refused = progress.Refused + 1 };
            if (outcome != JobItem.Done) items.Add(new JobItem(id, run, outcome));
            if (i % SaveEvery == SaveEvery - 1 || i == page.Value.Count - 1)
            {
                if (await SaveAsync(job, progress, items) is not { } saved) return true;
                (job, items) = (saved, []);
            }

            await Task.Delay(TimeSpan.FromSeconds(1) / request.PerSecond, Clock, Stopping);
        }

        return true;
    }

    /// <summary>Runs that were made after the job are not its business: a replay would find its own replays.</summary>
    private static RunFilter PageAfter(JobRecord job, BulkRequest request, BulkProgress progress) => request.Filter with
    {
        Before = new RunId(job.Id),
        After = progress.Cursor is { } cursor && RunId.TryParse(cursor, out var run) ? new RunPosition(0, run) : null,
        Limit = PageSize,
    };

    /// <summary>Does the command to one run; <c>done</c>, or the code of the refusal.</summary>
    private async Task<string> DoAsync(JobRecord job, BulkRequest request, RunId run)
    {
        while (true)
        {
            if (await store.Operations.FindItemAsync(job.Id, run, Stopping) is { } known) return known;
            var result = request.Action == "replay"
                ? await commands.ReplayAsync(
                    new Caller(job.Tenant, job.Actor), run, new ReplayRequest { Reason = request.Reason, Job = job.Id }, Stopping)
                : await commands.ExecuteAsync(job.Tenant, run, CommandOf(job, request), Stopping);
            if (result.IsOk) return JobItem.Done;
            if (result.Problem.Kind != ProblemKind.Unavailable) return result.Problem.Code;
            await Task.Delay(Patience, Clock, Stopping);
        }
    }

    private static RunCommand CommandOf(JobRecord job, BulkRequest request) => new()
    {
        Kind = Enum.Parse<RunCommandKind>(request.Action, ignoreCase: true), Actor = job.Actor, Reason = request.Reason, Job = job.Id,
    };

    /// <summary>Saves how far the job is: what was done counts, also when an operator has held or ended it meanwhile.</summary>
    /// <returns>The job as it stands then; null when another runner drives it.</returns>
    private async Task<JobRecord?> SaveAsync(JobRecord job, BulkProgress progress, List<JobItem> items)
    {
        while (true)
        {
            var next = Next(job, progress);
            if (await store.Operations.UpdateJobAsync(next, items, null, Stopping)) return next;
            if (await store.Operations.GetJobAsync(job.Tenant, job.Id, Stopping) is not { } stored || !stored.Progress.Span.SequenceEqual(job.Progress.Span))
                return null;
            job = stored;
        }
    }

    private JobRecord Next(JobRecord job, BulkProgress progress) =>
        job with { Revision = job.Revision + 1, Progress = progress.ToJson().ToUtf8(), UpdatedAt = Clock.GetUtcNow() };

    [LoggerMessage(EventId = 1901, Level = LogLevel.Warning, Message = "Job {Job} was interrupted")]
    private static partial void LogFailed(ILogger logger, Exception exception, Guid job);
}
