using System.Security.Cryptography;
using System.Text;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine;
using Workflows.Engine.Runs;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>Reads events and runs for users.</summary>
public sealed partial class QueryService(
    IStore store, EventTypeDirectory eventTypes, DeliveryViews deliveries, RedactionRules redaction) : IQueries
{
    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<EventView>>> ListEventsAsync(
        TenantId tenant, EventFilter filter, CancellationToken cancellationToken)
    {
        EventTypeId? type = null;
        if (filter.Type is { } name)
        {
            var catalog = await eventTypes.GetCatalogAsync(tenant, cancellationToken);
            if (!catalog.Contains(name)) return Unknown("UNKNOWN_EVENT_TYPE", $"The catalog has no event type '{name}'.", name, catalog);
            type = await eventTypes.GetIdAsync(name, cancellationToken);
        }

        var events = await store.Events.ListAsync(
            new EventQuery
            {
                Tenant = tenant,
                Type = type,
                CorrelationId = filter.CorrelationId,
                Source = filter.Source,
                From = filter.From,
                To = filter.To,
                Before = filter.Before,
                Limit = filter.Limit,
            },
            cancellationToken);
        var views = new EventView[events.Count];
        for (var i = 0; i < views.Length; i++)
            views[i] = new EventView(await eventTypes.GetNameAsync(events[i].Stream.Type, cancellationToken), events[i]);
        return views;
    }

    /// <inheritdoc/>
    public async Task<Result<EventDetail>> GetEventAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        if (await FindEventAsync(tenant, id, cancellationToken) is not { } stored)
            return new Problem(
                ProblemKind.NotFound, "UNKNOWN_EVENT", $"There is no event '{id}'.", null, "GET /v1/events lists the stored events.");
        var views = await deliveries.FindAsync(stored, cancellationToken);
        var name = await eventTypes.GetNameAsync(stored.Stream.Type, cancellationToken);
        return new EventDetail(name, stored, views is not null, views ?? []);
    }

    /// <inheritdoc/>
    public async Task<Result<RunDetail>> GetRunAsync(TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        var (found, (parts, slices, pending)) = await store.ReadTogetherAsync(() => ReadAsync(tenant, run, cancellationToken), cancellationToken);
        if (found is not { } record)
            return new Problem(ProblemKind.NotFound, "UNKNOWN_RUN", $"There is no run '{run}'.", null, "GET /v1/runs lists the runs.");
        var full = RunStateCodec.DecodeEnvelope(record.State, parts);
        var redactor = (await redaction.GetAsync(tenant, cancellationToken)).For(full);
        var steps = new List<JsonValue>();
        AddSteps(steps, record.History, redactor);
        foreach (var slice in slices) AddSteps(steps, slice.History, redactor);

        var envelope = redactor.Envelope(full);
        var waits = new List<WaitView>();
        foreach (var wait in pending)
            waits.Add(await ToViewAsync(wait, cancellationToken));
        return new RunDetail
        {
            Workflow = await deliveries.GetKeyAsync(tenant, record.Workflow, cancellationToken),
            Run = record,
            Envelope = envelope,
            Steps = steps,
            Waits = waits,
            Error = record.Status == RunStatus.Failed ? envelope["error"] : default,
        };
    }

    private async Task<(RunRecord?, (IReadOnlyList<StatePart> Parts, IReadOnlyList<SliceRecord> Slices, IReadOnlyList<WaitRecord> Waits))> ReadAsync(
        TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        if (await store.Runs.GetWholeAsync(tenant, run, cancellationToken) is not { } stored) return default;
        var slices = await store.Runs.GetSlicesAsync(tenant, run, cancellationToken);
        return (stored.Record, (stored.Parts, slices, await store.Runs.GetWaitsAsync(tenant, run, cancellationToken)));
    }

    private static void AddSteps(List<JsonValue> steps, ReadOnlyMemory<byte> history, Redactor redactor)
    {
        foreach (var step in JsonValue.Parse(history).EnumerateArray()) steps.Add(redactor.Mention(WithMoments(step)));
    }

    /// <summary>History keeps moments as Unix milliseconds, because they are short; users see the text form.</summary>
    private static JsonValue WithMoments(JsonValue step)
    {
        foreach (var name in (ReadOnlySpan<string>)["at", "due"])
            if (step[name] is { Kind: JsonKind.Number } moment && moment.TryGetInt64(out var milliseconds))
                step = step.With(name, JsonValue.From(Timestamp.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))));
        return step;
    }

    private async ValueTask<WaitView> ToViewAsync(WaitRecord wait, CancellationToken cancellationToken)
    {
        var type = wait.EventType is { } id ? await eventTypes.GetNameAsync(id, cancellationToken) : null;
        return new WaitView(wait.Step, wait.Kind, type, wait.Key, wait.CreatedAt, wait.Due);
    }

    private async Task<StoredEvent?> FindEventAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        if (EventKey.TryParse(id, out var key) && await store.Events.GetAsync(tenant, key, cancellationToken) is { } direct
            && direct.ExternalId is null)
            return direct;
        var hash = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16), bigEndian: true);
        var known = await store.Events.FindDuplicatesAsync(tenant, [hash], cancellationToken);
        return known.Count == 0 ? null : await store.Events.GetAsync(tenant, known[0].Key, cancellationToken);
    }

    private static Problem Unknown(string code, string message, string name, IEnumerable<string> known) => new(
        ProblemKind.NotFound, code, message, null,
        Nearest.Of(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : "Check the name in the list.");
}
