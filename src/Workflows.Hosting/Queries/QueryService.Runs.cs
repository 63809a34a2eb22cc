using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>Lists of runs.</summary>
public sealed partial class QueryService
{
    /// <summary>The most runs of one kind that a search finds.</summary>
    private const int SearchBound = 500;

    private const int StatusBound = 100_000;

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<RunView>>> ListRunsAsync(
        TenantId tenant, RunFilter filter, CancellationToken cancellationToken)
    {
        var query = await ToQueryAsync(tenant, filter, cancellationToken);
        if (!query.IsOk) return query.Problem;
        return await ToViewsAsync(tenant, await store.Runs.ListAsync(query.Value, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result<RunSummary>> SummarizeRunsAsync(
        TenantId tenant, string? workflow, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        WorkflowId? id = null;
        if (workflow is not null)
        {
            var found = await FindWorkflowAsync(tenant, workflow, cancellationToken);
            if (!found.IsOk) return found.Problem;
            id = found.Value;
        }

        var running = await store.Runs.CountAsync(tenant, id, RunStatus.Running, StatusBound, cancellationToken);
        var waiting = await store.Runs.CountAsync(tenant, id, RunStatus.Waiting, StatusBound, cancellationToken);
        var (first, last) = (CounterDelta.HourOf(from), CounterDelta.HourOf(to.AddHours(1).AddTicks(-1)));
        var counters = await store.Counters.ListAsync(
            tenant, [CounterKind.RunsStarted, CounterKind.RunsSucceeded, CounterKind.RunsFailed, CounterKind.RunsCanceled], id?.Value, first,
            last, cancellationToken);
        long Sum(CounterKind kind) => counters.Where(counter => counter.Kind == kind).Sum(counter => counter.Count);
        return new RunSummary(
            Sum(CounterKind.RunsStarted), running, waiting, Sum(CounterKind.RunsSucceeded), Sum(CounterKind.RunsFailed),
            Sum(CounterKind.RunsCanceled), DateTimeOffset.FromUnixTimeSeconds(first * 3600L), DateTimeOffset.FromUnixTimeSeconds(last * 3600L));
    }

    /// <inheritdoc/>
    public async Task<DeadLetterPage> ListDeadLettersAsync(
        TenantId tenant, int minAttempts, RunId? before, int limit, CancellationToken cancellationToken)
    {
        // Attempts are in the states: a page looks at no more than so many failed runs, and goes on from there.
        const int window = 1_000;
        var runs = await store.Runs.ListAsync(
            new RunQuery { Tenant = tenant, Statuses = [RunStatus.Failed], Before = before, Limit = window, WithState = true },
            cancellationToken);
        var found = new List<DeadLetter>();
        foreach (var run in runs)
        {
            var attempts = RunStateCodec.DecodeMaxAttempt(run.State);
            if (attempts < minAttempts) continue;
            if (found.Count == limit) return new DeadLetterPage(found, found[^1].Run.Id);
            var error = (await redaction.GetAsync(tenant, cancellationToken)).Mention(RunStateCodec.DecodeError(run.State));
            var step = error["nodePath"].Kind == JsonKind.String ? error["nodePath"].GetString() : null;
            var key = await deliveries.GetKeyAsync(tenant, run.Workflow, cancellationToken);
            found.Add(new DeadLetter(key, run, attempts, step is null ? [] : [step], error));
        }

        return new DeadLetterPage(found, runs.Count == window ? runs[^1].Id : null);
    }

    private async Task<Result<RunQuery>> ToQueryAsync(TenantId tenant, RunFilter filter, CancellationToken cancellationToken)
    {
        WorkflowId? workflow = null;
        if (filter.Workflow is { } key)
        {
            var found = await FindWorkflowAsync(tenant, key, cancellationToken);
            if (!found.IsOk) return found.Problem;
            workflow = found.Value;
        }

        return new RunQuery
        {
            Tenant = tenant,
            Statuses = filter.Statuses,
            Workflow = workflow,
            Version = filter.Version,
            CorrelationId = filter.CorrelationId,
            From = filter.From,
            To = filter.To,
            Before = filter.Before,
            Origin = filter.Origin,
            ErrorCode = filter.ErrorCode,
            Tag = filter.Tag,
            Ids = filter.Search is { } text ? await SearchAsync(tenant, text, cancellationToken) : null,
            Order = filter.Order,
            Ascending = filter.Ascending,
            After = filter.After,
            Limit = filter.Limit,
        };
    }

    private async Task<IReadOnlyList<RunId>> SearchAsync(TenantId tenant, string text, CancellationToken cancellationToken)
    {
        var ids = (await store.Runs.SearchAsync(tenant, text, SearchBound, cancellationToken)).ToHashSet();
        var failed = await store.Runs.ListAsync(
            new RunQuery { Tenant = tenant, Statuses = [RunStatus.Failed], Limit = SearchBound, WithState = true }, cancellationToken);
        foreach (var run in failed)
        {
            var message = RunStateCodec.DecodeError(run.State)["message"];
            if (message.Kind == JsonKind.String && message.GetString().Contains(text, StringComparison.OrdinalIgnoreCase)) ids.Add(run.Id);
        }

        return [.. ids];
    }

    private async Task<Result<WorkflowId>> FindWorkflowAsync(TenantId tenant, string key, CancellationToken cancellationToken)
    {
        if (await store.Workflows.GetAsync(tenant, key, cancellationToken) is { } record) return record.Id;
        var known = await store.Workflows.ListAsync(tenant, null, 1_000, cancellationToken);
        return Unknown("UNKNOWN_WORKFLOW", $"There is no workflow '{key}'.", key, known.Select(candidate => candidate.Key));
    }

    private async Task<RunView[]> ToViewsAsync(TenantId tenant, IReadOnlyList<RunRecord> runs, CancellationToken cancellationToken)
    {
        var views = new RunView[runs.Count];
        for (var i = 0; i < views.Length; i++)
            views[i] = new RunView(await deliveries.GetKeyAsync(tenant, runs[i].Workflow, cancellationToken), runs[i]);
        return views;
    }
}
