using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Jobs;

/// <summary>
/// Works through bulk jobs, run by run, at the pace that each asks for. What a job did to a run is committed with the run, so that a job that
/// another process takes up does nothing twice.
/// </summary>
public sealed partial class BulkRunner(
    IStore store, IQueries queries, IRunCommands commands, TimeProvider clock, ILogger<BulkRunner> logger) : IHostedService, IDisposable
{
    private const int PageSize = 100;
    private const int SaveEvery = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, Task> driven = new();
    private readonly CancellationTokenSource stopping = new();
    private bool isDisposed;

    /// <summary>Takes up the jobs that were running when the process before ended.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var job in await store.Operations.ListRunningJobsAsync(cancellationToken)) Drive(job.Tenant, job.Id);
        }
        catch (StoreException exception)
        {
            LogFailed(logger, exception, default);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host that is disposed before it has stopped stops its services once more.
        if (isDisposed) return;
        await stopping.CancelAsync();
        await Task.WhenAll(driven.Values).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        stopping.Dispose();
    }

    /// <summary>Works on a job until it is done, held or ended.</summary>
    internal void Drive(TenantId tenant, Guid job) => driven.AddOrUpdate(
        job, _ => DriveAsync(tenant, job, Task.CompletedTask), (_, before) => DriveAsync(tenant, job, before));

    private async Task DriveAsync(TenantId tenant, Guid id, Task before)
    {
        await before;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await AdvanceAsync(tenant, id)) return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (StoreException exception)
            {
                LogFailed(logger, exception, id);
                await Task.Delay(Patience, clock, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
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
        if (await store.Operations.GetJobAsync(tenant, id, stopping.Token) is not { Status: JobStatus.Running } job) return false;
        var request = BulkRequest.Read(JsonValue.Parse(job.Request));
        var progress = BulkProgress.Read(JsonValue.Parse(job.Progress));
        var page = await queries.ListRunsAsync(tenant, PageAfter(job, request, progress), stopping.Token);
        if (!page.IsOk || page.Value.Count == 0)
        {
            await SaveAsync(job with { Status = JobStatus.Completed }, progress, []);
            return false;
        }

        var items = new List<JobItem>();
        for (var i = 0; i < page.Value.Count; i++)
        {
            var run = page.Value[i].Run.Id;
            var outcome = await DoAsync(job, request, run);
            progress = outcome == JobItem.Done
                ? progress with { Cursor = run.ToString(), Done = progress.Done + 1 }
                : progress with { Cursor = run.ToString(), Refused = progress.Refused + 1 };
            if (outcome != JobItem.Done) items.Add(new JobItem(id, run, outcome));
            if (i % SaveEvery == SaveEvery - 1 || i == page.Value.Count - 1)
            {
                // An operator has changed the job meanwhile: look at it again.
                if (await SaveAsync(job, progress, items) is not { } saved) return true;
                (job, items) = (saved, []);
            }

            await Task.Delay(TimeSpan.FromSeconds(1) / request.PerSecond, clock, stopping.Token);
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
            if (await store.Operations.FindItemAsync(job.Id, run, stopping.Token) is { } known) return known;
            var result = request.Action == "replay"
                ? await commands.ReplayAsync(
                    new Caller(job.Tenant, job.Actor), run, new ReplayRequest { Reason = request.Reason, Job = job.Id }, stopping.Token)
                : await commands.ExecuteAsync(job.Tenant, run, CommandOf(job, request), stopping.Token);
            if (result.IsOk) return JobItem.Done;
            if (result.Problem.Kind != ProblemKind.Unavailable) return result.Problem.Code;
            await Task.Delay(Patience, clock, stopping.Token);
        }
    }

    private static RunCommand CommandOf(JobRecord job, BulkRequest request) => new()
    {
        Kind = Enum.Parse<RunCommandKind>(request.Action, ignoreCase: true), Actor = job.Actor, Reason = request.Reason, Job = job.Id,
    };

    private async Task<JobRecord?> SaveAsync(JobRecord job, BulkProgress progress, List<JobItem> items)
    {
        var next = job with { Revision = job.Revision + 1, Progress = progress.ToJson().ToUtf8(), UpdatedAt = clock.GetUtcNow() };
        return await store.Operations.UpdateJobAsync(next, items, null, stopping.Token) ? next : null;
    }

    [LoggerMessage(EventId = 1901, Level = LogLevel.Warning, Message = "Job {Job} was interrupted")]
    private static partial void LogFailed(ILogger logger, Exception exception, Guid job);
}
