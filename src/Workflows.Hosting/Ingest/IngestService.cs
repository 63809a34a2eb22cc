using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Engine;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Ingest;

/// <summary>Checks events against the catalog, spreads them over their streams, and gathers the answers.</summary>
public sealed class IngestService(
    IEntityRouter router, EventTypeDirectory eventTypes, DeliveryViews deliveries, IOptions<WorkflowsOptions> options, TimeProvider clock)
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
        try
        {
            for (var i = 0; i < events.Count; i++)
            {
                if (await FindStreamAsync(tenant, events[i], cancellationToken) is { IsOk: true } stream) Add(parts, stream.Value, events[i], i, now);
                else results[i] = await RejectAsync(tenant, events[i], cancellationToken);
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
                results[places[i]] = ToResult(events[places[i]], answers[i]);
            }
        }

        if (waiter is not null) await AddDeliveriesAsync(tenant, results, keys, waiter, cancellationToken);
        return results!;
    }

    private async ValueTask<Result<StreamId>> FindStreamAsync(TenantId tenant, EventSubmission submission, CancellationToken cancellationToken)
    {
        var catalog = await eventTypes.GetCatalogAsync(tenant, cancellationToken);
        if (!catalog.Contains(submission.Type)) return UnknownType(submission.Type, catalog);
        var type = await eventTypes.GetIdAsync(submission.Type, cancellationToken);
        return new StreamId(tenant, type, Lane.Of(submission.CorrelationId, options.Value.Lanes));
    }

    private async ValueTask<IngestResult> RejectAsync(TenantId tenant, EventSubmission submission, CancellationToken cancellationToken) =>
        Refused(submission.Id, UnknownType(submission.Type, await eventTypes.GetCatalogAsync(tenant, cancellationToken)));

    private static Problem UnknownType(string type, IReadOnlySet<string> catalog) => new(
        ProblemKind.Invalid, "UNKNOWN_EVENT_TYPE", $"The catalog has no event type '{type}'.", "/type",
        Nearest.Of(type, catalog) is { } nearest
            ? $"Did you mean '{nearest}'? GET /v1/event-types lists all types."
            : "GET /v1/event-types lists all types; a custom type is defined in the catalog first.");

    private static void Add(
        Dictionary<StreamId, (List<NewEvent> Events, List<int> Places)> parts, StreamId stream, EventSubmission submission, int place,
        DateTimeOffset now)
    {
        if (!parts.TryGetValue(stream, out var part)) parts.Add(stream, part = ([], []));
        var payload = submission.Payload.ToUtf8();
        var (idHash, contentHash) = submission.Id is null ? default : Hash(submission, payload);
        part.Events.Add(new NewEvent
        {
            ExternalId = submission.Id,
            IdHash = idHash,
            ContentHash = contentHash,
            Source = submission.Source,
            OccurredAt = submission.OccurredAt ?? now,
            ReceivedAt = now,
            CorrelationId = submission.CorrelationId,
            Payload = submission.Payload,
            PayloadBytes = payload,
            Extra = submission.Extra,
            Flags = submission.Simulated ? EventFlags.Simulated : EventFlags.None,
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

    private static IngestResult ToResult(EventSubmission submission, AppendResult answer)
    {
        if (answer.Problem is { } problem) return Refused(submission.Id, problem);
        var id = submission.Id ?? answer.Key.ToString();
        return new IngestResult(id, answer.IsDuplicate ? IngestStatus.Duplicate : IngestStatus.Accepted, answer.Sequence);
    }

    private static IngestResult Refused(string? id, Problem problem) => new(id, IngestStatus.Rejected, Problem: problem);

    private async Task AddDeliveriesAsync(
        TenantId tenant, IngestResult?[] results, EventKey[] keys, ProcessedWaiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Done.WaitAsync(options.Value.WaitLimit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The contract: events that were not processed in time are answered without deliveries.
        }

        for (var i = 0; i < results.Length; i++)
        {
            if (results[i]!.Status == IngestStatus.Rejected) continue;
            var views = waiter.Find(keys[i]) is { } entries
                ? await deliveries.ToViewsAsync(tenant, entries, cancellationToken)
                : await deliveries.FindAsync(tenant, keys[i], cancellationToken);
            results[i] = results[i]! with { Deliveries = views };
        }
    }
}
