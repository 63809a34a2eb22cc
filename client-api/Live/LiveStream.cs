using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Events;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Runs;
using Workflows.Hosting;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Live;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Live;

/// <summary>
/// Joins what the store has from a position on with what is committed from now on. The position is a moment, and what lies two seconds
/// before it is read again, because commits do not end in the order of their times.
/// </summary>
internal sealed class LiveStream(
    IStore store, ChangeFeed feed, DeliveryViews names, EventTypeDirectory eventTypes, RedactionRules redaction,
    IHostApplicationLifetime host, TimeProvider clock)
{
    private const int PageSize = 200;
    private const int MaxCatchUp = 1_000;
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Why no stream is opened; null when one is.</summary>
    public Problem? Closed => host.ApplicationStopping.IsCancellationRequested ? GatewayProblems.Stopping : null;

    /// <summary>The items, until the client goes away or the process stops: then the client connects to another one.</summary>
    public async IAsyncEnumerable<SseItem<object>> ReadAsync(
        TenantId tenant, LiveFilter filter, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = feed.Listen(tenant);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var last = since ?? clock.GetUtcNow();
        if (since is not null)
            await foreach (var item in CatchUpAsync(tenant, filter, last - Overlap, cancellationToken)) yield return item;
        else
            yield return Item("ping", new { }, last);
        while (!ending.IsCancellationRequested)
        {
            if (!await WaitAsync(listener, ending.Token))
            {
                yield return Item("ping", new { }, last);
                continue;
            }

            while (listener.Changes.TryRead(out var change))
            {
                if (await ToItemAsync(tenant, filter, change, cancellationToken) is not { } item) continue;
                last = TimeOf(change);
                yield return item;
            }

            if (!listener.TakeLost()) continue;
            await foreach (var item in CatchUpAsync(tenant, filter, last - Overlap, cancellationToken)) yield return item;
            last = clock.GetUtcNow();
        }
    }

    /// <summary>Whether there is something to read, or nothing more will come; false when nothing came for a while.</summary>
    private async Task<bool> WaitAsync(ChangeFeed.Listener listener, CancellationToken ending)
    {
        try
        {
            await listener.Changes.WaitToReadAsync(ending).AsTask().WaitAsync(Heartbeat, clock, ending);
            return true;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<SseItem<object>> CatchUpAsync(
        TenantId tenant, LiveFilter filter, DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        var isCut = filter.Shows("run") && await AddRunsAsync(changes, tenant, from, cancellationToken);
        if (filter.Shows("event") && filter.Run is null)
        {
            var events = await store.Events.ListAsync(new EventQuery { Tenant = tenant, From = from, Limit = MaxCatchUp }, cancellationToken);
            changes.AddRange(events.Select(stored => new Change(null, stored)));
            isCut |= events.Count == MaxCatchUp;
        }

        if (isCut) yield return Item("gap", new { from }, from);
        foreach (var change in changes.OrderBy(TimeOf))
            if (await ToItemAsync(tenant, filter, change, cancellationToken) is { } item) yield return item;
    }

    private async Task<bool> AddRunsAsync(List<Change> changes, TenantId tenant, DateTimeOffset from, CancellationToken cancellationToken)
    {
        RunPosition? after = null;
        while (changes.Count < MaxCatchUp)
        {
            var page = await store.Runs.ListAsync(
                new RunQuery { Tenant = tenant, Order = RunOrder.Updated, After = after, Limit = PageSize }, cancellationToken);
            foreach (var run in page)
            {
                if (RunPosition.Of(run).At < from.ToUnixTimeMilliseconds()) return false;
                changes.Add(new Change(run, null));
            }

            if (page.Count < PageSize) return false;
            after = RunPosition.Of(page[^1]);
        }

        return true;
    }

    private async ValueTask<SseItem<object>?> ToItemAsync(
        TenantId tenant, LiveFilter filter, Change change, CancellationToken cancellationToken)
    {
        if (change.Run is { } run)
        {
            if (!filter.Shows("run") || (filter.Run is { } only && run.Id != only)) return null;
            var workflow = await names.GetKeyAsync(tenant, run.Workflow, cancellationToken);
            return filter.Workflow is null || filter.Workflow == workflow ? Item("run", LiveRunBody.Of(workflow, run), TimeOf(change)) : null;
        }

        if (!filter.Shows("event") || filter.Run is not null || filter.Workflow is not null) return null;
        var type = await eventTypes.GetNameAsync(change.Event!.Stream.Type, cancellationToken);
        if (filter.EventType is not null && filter.EventType != type) return null;
        var body = EventBody.Of(new EventView(type, change.Event));
        var redactor = await redaction.GetAsync(tenant, cancellationToken);
        var shown = body with { Payload = new Json.RawJson(redactor.Mention(JsonValue.Parse(body.Payload.Utf8)).ToUtf8()) };
        return Item("event", shown, TimeOf(change));
    }

    private static DateTimeOffset TimeOf(Change change) => change.Run?.UpdatedAt ?? TimeOf(change.Event!);

    private static DateTimeOffset TimeOf(StoredEvent stored) => stored.ReceivedAt;

    private static SseItem<object> Item(string type, object data, DateTimeOffset at) =>
        new(data, type) { EventId = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) };
}

/// <summary>Selects what a stream tells.</summary>
internal sealed record LiveFilter
{
    /// <summary><c>run</c>, <c>event</c>; both when empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Only runs of this workflow, and no events.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only events of this type.</summary>
    public string? EventType { get; init; }

    /// <summary>Only this run.</summary>
    public RunId? Run { get; init; }

    /// <summary>Whether a kind is told.</summary>
    public bool Shows(string kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}

/// <summary>A run in a stream.</summary>
/// <param name="Revision">The number of its commits: a smaller one than was seen before is old.</param>
/// <param name="Run">The run.</param>
internal sealed record LiveRunBody(int Revision, RunBody Run)
{
    /// <summary>The body of a run.</summary>
    public static LiveRunBody Of(string workflow, RunRecord run) => new(run.Revision, RunBody.Of(workflow, run));
}
