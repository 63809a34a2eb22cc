using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Definitions;

/// <summary>Searches a tenant's workflows.</summary>
public sealed class WorkflowList(IStore store, TimeProvider clock)
{
    /// <summary>The days that each workflow's figures are given of; the last one is today, in UTC.</summary>
    public const int Days = 7;

    private const int Chunk = 1_000;
    private readonly WorkflowFactsCache cache = new(store);

    /// <summary>The workflows that a filter selects, in its order, and how many there are of each status.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<WorkflowListing> SearchAsync(TenantId tenant, WorkflowFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var heads = await ReadAllAsync(tenant, cancellationToken);
        var facts = await cache.GetAsync(tenant, heads, cancellationToken);
        var found = heads.Where(head => facts.ContainsKey(head.Workflow.Id))
            .Select(head => new ListedWorkflow(
                head.Workflow, WorkflowSettings.Read(head.Workflow.Settings), head.HasSchedule, facts[head.Workflow.Id], []))
            .Where(item => Matches(item, filter)).ToList();
        var counts = new WorkflowCounts(
            found.Count, Count(found, WorkflowStatus.Active), Count(found, WorkflowStatus.Draft), Count(found, WorkflowStatus.Paused));
        var page = found.Where(item => filter.Status is null || item.Status == filter.Status)
            .Select(item => (Item: item, Position: WorkflowPosition.Of(item.Workflow, filter.Sort)))
            .Where(item => filter.After is null || WorkflowPosition.Order.Compare(item.Position, filter.After) > 0)
            .OrderBy(item => item.Position, WorkflowPosition.Order).Take(filter.Limit).Select(item => item.Item).ToList();
        return new WorkflowListing(await WithRunsAsync(tenant, page, cancellationToken), counts);
    }

    private async Task<IReadOnlyList<WorkflowHead>> ReadAllAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var heads = new List<WorkflowHead>();
        IReadOnlyList<WorkflowHead> chunk;
        do
        {
            chunk = await store.Workflows.ListHeadsAsync(tenant, heads.Count == 0 ? null : heads[^1].Workflow.Key, Chunk, cancellationToken);
            heads.AddRange(chunk);
        }
        while (chunk.Count == Chunk);
        return heads;
    }

    /// <summary>Everything but the status, which the counts are by.</summary>
    private static bool Matches(ListedWorkflow item, WorkflowFilter filter) =>
        (filter.WithHidden || item.Settings.Visible)
        && (filter.Start is not { } start || item.StartsBy(start))
        && (filter.EventType is null || item.Facts.EventType == filter.EventType)
        && (filter.Tag is null || item.Settings.Tags.Contains(filter.Tag, StringComparer.OrdinalIgnoreCase))
        && (filter.Search is not { } search || Contains(item.Workflow.Key, search) || Contains(item.Workflow.Name, search)
            || Contains(item.Workflow.Description, search));

    private static bool Contains(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static int Count(List<ListedWorkflow> items, WorkflowStatus status) => items.Count(item => item.Status == status);

    private async Task<IReadOnlyList<ListedWorkflow>> WithRunsAsync(
        TenantId tenant, List<ListedWorkflow> page, CancellationToken cancellationToken)
    {
        var today = CounterDelta.HourOf(clock.GetUtcNow()) / 24;
        var counters = await store.Counters.SumAsync(
            tenant, [CounterKind.RunsSucceeded, CounterKind.RunsFailed], [.. page.Select(item => item.Workflow.Id.Value)],
            (today - Days + 1) * 24, (today + 1) * 24, 24, cancellationToken);
        var counts = counters.ToDictionary(counter => (counter.Subject, counter.Hour / 24, counter.Kind), counter => counter.Count);
        return [.. page.Select(item => item with { Runs = [.. Enumerable.Range(today - Days + 1, Days).Select(day => DayOf(item, day))] })];

        DailyRuns DayOf(ListedWorkflow item, int day) => new(
            DateOnly.FromDateTime(DateTimeOffset.UnixEpoch.UtcDateTime.AddDays(day)),
            counts.GetValueOrDefault((item.Workflow.Id.Value, day, CounterKind.RunsSucceeded)),
            counts.GetValueOrDefault((item.Workflow.Id.Value, day, CounterKind.RunsFailed)));
    }
}

/// <summary>A page of workflows.</summary>
/// <param name="Items">The workflows.</param>
/// <param name="Counts">How many match the filter, whatever their status.</param>
public sealed record WorkflowListing(IReadOnlyList<ListedWorkflow> Items, WorkflowCounts Counts);

/// <summary>Numbers of workflows.</summary>
/// <param name="Total">All: the sum of the others.</param>
/// <param name="Active">Published and not paused.</param>
/// <param name="Draft">Never published.</param>
/// <param name="Paused">Published and paused.</param>
public sealed record WorkflowCounts(int Total, int Active, int Draft, int Paused);

/// <summary>A workflow in a list.</summary>
/// <param name="Workflow">The workflow; draft and findings are empty.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="HasSchedule">Whether it has a schedule that is not completed.</param>
/// <param name="Facts">What its definitions tell.</param>
/// <param name="Runs">How its runs of the last days ended, by the day (UTC) on which they began; the last one is today.</param>
public sealed record ListedWorkflow(
    WorkflowRecord Workflow, WorkflowSettings Settings, bool HasSchedule, WorkflowFacts Facts, IReadOnlyList<DailyRuns> Runs)
{
    /// <summary>Whether it starts runs.</summary>
    public WorkflowStatus Status => Workflow.PublishedVersion == 0 ? WorkflowStatus.Draft
        : Workflow.Paused ? WorkflowStatus.Paused : WorkflowStatus.Active;

    /// <summary>What starts its runs; events first.</summary>
    public WorkflowStart Start => Facts.EventType is not null ? WorkflowStart.Event
        : HasSchedule ? WorkflowStart.Schedule : WorkflowStart.Manual;

    /// <summary>Whether something starts its runs; events and a schedule both may.</summary>
    public bool StartsBy(WorkflowStart start) => start == WorkflowStart.Schedule ? HasSchedule : Start == start;
}

/// <summary>How the runs that began on one day ended.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Succeeded">Runs that succeeded.</param>
/// <param name="Failed">Runs that failed.</param>
public sealed record DailyRuns(DateOnly Day, long Succeeded, long Failed);
