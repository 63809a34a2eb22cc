using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Ingest;

/// <summary>Checks events against the catalog, spreads them over their streams, and gathers the answers.</summary>
public sealed class IngestService(
    IEntityRouter router, CatalogDirectory catalogs, PayloadCheck payloads, RejectedLog log, DeliveryViews deliveries,
    IOptions<WorkflowsOptions> options, TimeProvider clock, IHostApplicationLifetime? host = null)
    : IIngest
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IngestResult>> SubmitAsync(
        TenantId tenant, IReadOnlyList<EventSubmission> events, bool waitProcessed, CancellationToken cancellationToken)
    {
        var results = new IngestResult?[events.Count];
        var waiter = waitProcessed ? new ProcessedWaiter(events.Count) : null;
        var parts = new Dictionary<StreamId, (List<NewEvent> Events, List<int> Places)>();
        var now = clock.GetUtcNow();
        IngestWarning?[]? warnings = null;
        List<RejectedEvent>? rejected = null;
        try
        {
            for (var i = 0; i < events.Count; i++)
            {
                if (await catalogs.FindAsync(tenant, events[i].Type, cancellationToken) is not { } entry)
                {
                    results[i] = Refused(events[i].Id, UnknownType(events[i].Type, await catalogs.GetAsync(tenant, cancellationToken)));
                    continue;
                }

                var verdict = await payloads.CheckAsync(tenant, events[i], entry, now, cancellationToken);
                if (verdict.Rejected is { } row) (rejected ??= []).Add(row);
                if (verdict.Warning is { } warning) (warnings ??= new IngestWarning?[events.Count])[i] = warning;
                if (verdict.Problem is { } problem) results[i] = Refused(events[i].Id, problem);
                else Add(parts, new StreamId(tenant, entry.TypeId, Lane.Of(events[i].CorrelationId, options.Value.Lanes)), events[i], verdict, i, now);
            }
        }
        catch (StoreException)
        {
            return [.. events.Select(submission => Refused(submission.Id, StreamProblems.StoreUnavailable))];
        }

        waiter?.DropOut(results.Count(result => result is not null));
        var requests = new List<(AppendRequest Request, List<int> Places)>(parts.Count);
        foreach (var (stream, part) in parts)
        {
            var request = new AppendRequest(part.Events, waiter);
            requests.Add((request, part.Places));
            router.Append(stream, request);
        }

        var keys = new EventKey[events.Count];
        foreach (var (request, places) in requests)
        {
            var answers = await request.Completion;
            for (var i = 0; i < places.Count; i++)
            {
                keys[places[i]] = answers[i].Key;
                results[places[i]] = ToResult(events[places[i]], answers[i], warnings?[places[i]]);
            }
        }

        if (rejected is not null) await log.AddAsync(tenant, rejected, cancellationToken);
        if (waiter is not null) await AddDeliveriesAsync(tenant, events, results, keys, waiter, cancellationToken);
        return results!;
    }

    private static Problem UnknownType(string type, TenantCatalog catalog)
    {
        var nearest = catalog.Nearest(type);
        return new Problem(
            ProblemKind.Invalid, "UNKNOWN_EVENT_TYPE", $"The catalog has no event type '{type}'.", "/type",
            nearest is null
                ? "GET /v1/event-types lists all types; a custom type is defined in the catalog first."
                : $"Did you mean '{nearest}'? GET /v1/event-types lists all types.")
        {
            Nearest = nearest is null ? [] : [nearest],
        };
    }

    private static void Add(
        Dictionary<StreamId, (List<NewEvent> Events, List<int> Places)> parts, StreamId stream, EventSubmission submission,
        PayloadVerdict verdict, int place, DateTimeOffset now)
    {
        if (!parts.TryGetValue(stream, out var part)) parts.Add(stream, part = ([], []));
        var sent = submission.Payload.ToUtf8();
        // What makes two events the same is what was sent, not what the server filled in.
        var (idHash, contentHash) = submission.Id is null ? default : Hash(submission, sent);
        part.Events.Add(new NewEvent
        {
            ExternalId = submission.Id,
            IdHash = idHash,
            ContentHash = contentHash,
            Source = submission.Source,
            OccurredAt = submission.OccurredAt ?? now,
            ReceivedAt = now,
            CorrelationId = submission.CorrelationId,
            Payload = verdict.Payload,
            PayloadBytes = verdict.IsCompleted ? verdict.Payload.ToUtf8() : sent,
            Extra = verdict.Extra,
            Flags = verdict.Flags,
        });
        part.Places.Add(place);
    }

    /// <summary>The hashes that deduplication keeps: of the id, and of everything that makes the event what it is.</summary>
    private static (Guid IdHash, long ContentHash) Hash(EventSubmission submission, byte[] payload)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(submission.Id!), hash);
        var idHash = new Guid(hash[..16], bigEndian: true);
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        content.AppendData(Encoding.UTF8.GetBytes(
            $"{submission.Type}\n{submission.Source}\n{submission.CorrelationId}\n{submission.OccurredAt?.UtcTicks}\n"));
        content.AppendData(payload);
        if (!submission.Extra.IsMissing) content.AppendData(submission.Extra.ToUtf8());
        content.GetHashAndReset(hash);
        return (idHash, BinaryPrimitives.ReadInt64BigEndian(hash));
    }

    private static IngestResult ToResult(EventSubmission submission, AppendResult answer, IngestWarning? warning)
    {
        if (answer.Problem is { } problem) return Refused(submission.Id, problem);
        var id = submission.Id ?? answer.Key.ToString();
        return new IngestResult(id, answer.IsDuplicate ? IngestStatus.Duplicate : IngestStatus.Accepted, answer.Sequence, Warning: warning);
    }

    private static IngestResult Refused(string? id, Problem problem) => new(id, IngestStatus.Rejected, Problem: problem);

    private async Task AddDeliveriesAsync(
        TenantId tenant, IReadOnlyList<EventSubmission> events, IngestResult?[] results, EventKey[] keys, ProcessedWaiter waiter,
        CancellationToken cancellationToken)
    {
        var accepted = Enumerable.Range(0, results.Length).Where(i => results[i]!.Status != IngestStatus.Rejected).ToArray();
        var settled = new Dictionary<EventKey, IReadOnlyList<DeliveryEntry>>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host?.ApplicationStopping ?? CancellationToken.None);
        try
        {
            settled = await SettleAsync(tenant, accepted.Select(i => keys[i]), waiter).WaitAsync(options.Value.WaitLimit, clock, ending.Token);
        }
        catch (Exception exception) when (exception is TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The contract: events that were not processed in time, or before the process stopped, are answered without deliveries.
        }

        foreach (var i in accepted)
        {
            var views = settled.TryGetValue(keys[i], out var entries)
                ? await deliveries.ToViewsAsync(tenant, entries, EventSchema.AskedFor(events[i].Extra), cancellationToken)
                : await deliveries.FindAsync(tenant, keys[i], cancellationToken);
            results[i] = results[i]! with { Deliveries = views };
        }
    }

    /// <summary>
    /// Waits until the events are processed. What goes through a gate is held first; where there is room it starts in the gate's next turn,
    /// and is to be answered as started.
    /// </summary>
    /// <returns>What the events did that were not held; for the others, and for those that nobody knows, the store has it.</returns>
    private async Task<Dictionary<EventKey, IReadOnlyList<DeliveryEntry>>> SettleAsync(
        TenantId tenant, IEnumerable<EventKey> keys, ProcessedWaiter waiter)
    {
        await waiter.Done;
        var settled = new Dictionary<EventKey, IReadOnlyList<DeliveryEntry>>();
        var gates = new HashSet<WorkflowId>();
        foreach (var key in keys)
        {
            if ((waiter.Find(key) ?? await deliveries.ListAsync(tenant, key, CancellationToken.None)) is not { } entries) continue;
            var held = entries.Where(entry => entry.Outcome == DeliveryOutcome.Held).Select(entry => entry.Workflow).ToArray();
            if (held.Length == 0) settled[key] = entries;
            gates.UnionWith(held);
        }

        await Task.WhenAll(gates.Select(workflow => TurnAsync(tenant, workflow)));
        return settled;
    }

    private Task TurnAsync(TenantId tenant, WorkflowId workflow)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        router.Workflow(tenant, workflow, new WorkflowMessage.Turn(done));
        return done.Task;
    }
}
