using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Metrics;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Streams;

/// <summary>Owns the head of one stream: gives events their sequence, appends them, and tells the trigger.</summary>
public sealed partial class EventStreamEntity(StreamId stream, EngineContext context, IEntityRouter router)
{
    private const int MaxEventsPerCommit = 2_000;
    private const int MaxAttempts = 5;

    /// <summary>How far ahead of the own clock a stream's last event may be for its ids to go on from there.</summary>
    private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(1);

    private readonly ILogger logger = context.Loggers.CreateLogger<EventStreamEntity>();
    private long? head;
    private int queued;

    /// <summary>Whether the stream can take more events now; a request that it cannot take is answered with a problem instead.</summary>
    public bool TryEnter(int events)
    {
        if (Interlocked.Add(ref queued, events) <= context.Options.Value.StreamQueue) return true;
        Interlocked.Add(ref queued, -events);
        return false;
    }

    /// <summary>Appends the events of several requests, as few commits as limits allow. Completes every request, also where it throws in the end.</summary>
    public async Task AppendAsync(IReadOnlyList<AppendRequest> requests)
    {
        ExceptionDispatchInfo? defect = null;
        for (var first = 0; first < requests.Count;)
        {
            var slots = new List<Slot>();
            var next = first;
            while (next < requests.Count && (next == first || slots.Count + requests[next].Events.Count <= MaxEventsPerCommit))
            {
                var request = requests[next++];
                for (var i = 0; i < request.Events.Count; i++) slots.Add(new Slot(request, request.Events[i]));
            }

            try
            {
                await AppendAsync(slots);
            }
            catch (Exception exception)
            {
                // Whatever happens, nobody waits for an answer for ever, and the requests behind are not to suffer from it.
                defect ??= ExceptionDispatchInfo.Capture(exception);
                head = null;
                Refuse(slots, StreamProblems.OutcomeUnknown);
            }

            for (; first < next; first++) Complete(requests[first], slots);
        }

        defect?.Throw();
    }

    private async Task AppendAsync(List<Slot> slots)
    {
        AnswerRepeatsWithin(slots);
        for (var attempt = 1; ; attempt++)
        {
            var open = slots.FindAll(slot => slot.Result is null && slot.RepeatOf is null);
            if (open.Count == 0) return;
            var outcome = await TryAppendAsync(open);
            if (outcome is null) return;
            if (attempt < MaxAttempts) continue;
            Refuse(open, StreamProblems.Busy);
            return;
        }
    }

    /// <summary>One commit. Null when every slot has its answer; else why another attempt is needed.</summary>
    private async Task<CommitOutcome?> TryAppendAsync(List<Slot> open)
    {
        if (head is null && !await LoadHeadAsync())
        {
            Refuse(open, StreamProblems.StoreUnavailable);
            return null;
        }

        var commit = BuildCommit(open);
        var outcome = await context.Committer.CommitAsync(commit, CancellationToken.None);
        switch (outcome)
        {
            case CommitOutcome.Committed:
                Committed(open, commit);
                return null;
            case CommitOutcome.Duplicate duplicate:
                AnswerKnown(open, duplicate.Known);
                return outcome;
            case CommitOutcome.Conflict:
                head = null;
                return outcome;
            case CommitOutcome.Failed failed:
                LogAppendFailed(logger, failed.Error, open.Count);
                head = null;
                Refuse(open, StreamProblems.StoreUnavailable);
                return null;
            default:
                await ResolveUnknownAsync(open, commit);
                return null;
        }
    }

    private Commit BuildCommit(List<Slot> open)
    {
        var commit = new Commit { Head = new StreamMove(stream, head!.Value, head.Value + open.Count) };
        var sequence = head.Value;
        foreach (var slot in open)
        {
            var source = slot.Event;
            slot.Stored = new StoredEvent
            {
                Key = new EventKey(context.Ids.Next()),
                Stream = stream,
                Sequence = ++sequence,
                ExternalId = source.ExternalId,
                Source = source.Source,
                OccurredAt = source.OccurredAt,
                ReceivedAt = source.ReceivedAt,
                CorrelationId = source.CorrelationId,
                Payload = source.PayloadBytes,
                Extra = source.Extra.IsMissing ? default : source.Extra.ToUtf8(),
                Flags = source.Flags,
            };
            commit.Events.Add(slot.Stored);
            if (source.ExternalId is not null)
                commit.Dedupe.Add(new DedupeEntry(stream.Tenant, source.IdHash, source.ContentHash, slot.Stored.Key, sequence));
        }

        var tally = new CounterTally();
        foreach (var stored in commit.Events)
        {
            tally.Add(stored, CounterKind.EventsAccepted);
            if (stored.Flags.HasFlag(EventFlags.InvalidPayload)) tally.Add(stored, CounterKind.EventsInvalid);
            if (stored.Flags.HasFlag(EventFlags.SchemaConflict)) tally.Add(stored, CounterKind.EventsInSchemaConflict);
        }

        tally.AddTo(commit);
        return commit;
    }

    private void Committed(List<Slot> open, Commit commit)
    {
        head = commit.Head!.Value.New;
        var events = new IncomingEvent[open.Count];
        var waiters = new List<KeyValuePair<long, ProcessedWaiter>>();
        for (var i = 0; i < events.Length; i++)
        {
            var slot = open[i];
            slot.Result = new AppendResult(slot.Stored!.Key, slot.Stored.Sequence);
            events[i] = new IncomingEvent(slot.Stored, slot.Event.Payload);
            if (slot.Request.Waiter is { } waiter) waiters.Add(new(slot.Stored.Sequence, waiter));
        }

        router.Trigger(stream, new TriggerMessage(events, waiters));
    }

    /// <summary>
    /// The store was lost while the commit ended: look whether the first event stands at its place. If it does not, it may still come to
    /// stand there: a server may end the transaction of a lost connection late.
    /// </summary>
    private async Task ResolveUnknownAsync(List<Slot> open, Commit commit)
    {
        head = null;
        router.RequestRecovery();
        try
        {
            var stored = await context.Store.Events.ReadAsync(stream, commit.Head!.Value.Expected, 1, CancellationToken.None);
            if (stored.Count == 1 && stored[0].Key == commit.Events[0].Key) Committed(open, commit);
            else Refuse(open, StreamProblems.OutcomeUnknown);
        }
        catch (StoreException)
        {
            Refuse(open, StreamProblems.OutcomeUnknown);
        }
    }

    private async Task<bool> LoadHeadAsync()
    {
        try
        {
            var found = (await context.Store.Events.GetPositionAsync(stream, CancellationToken.None)).Head;
            // Held events are released in the order of their ids: what the stream takes here comes after what it took where the clock is ahead.
            if (found > 0 && await context.Store.Events.ReadAsync(stream, found - 1, 1, CancellationToken.None) is [var last, ..]
                && !context.Ids.TryFollow(last.Key.Value, MaxLead))
                LogAhead(logger, stream, last.Key);
            head = found;
            return true;
        }
        catch (StoreException exception)
        {
            LogAppendFailed(logger, exception, 0);
            return false;
        }
    }

    private static void Refuse(List<Slot> open, Problem problem)
    {
        foreach (var slot in open) slot.Result ??= new AppendResult(default, 0, Problem: problem);
    }

    private void Complete(AppendRequest request, List<Slot> slots)
    {
        var results = new List<AppendResult>(request.Events.Count);
        foreach (var slot in slots)
        {
            if (slot.Request != request) continue;
            results.Add(slot.ResolveRepeat());
            if (results[^1].IsDuplicate || results[^1].Problem is not null) request.Waiter?.DropOut(1);
        }

        Interlocked.Add(ref queued, -request.Events.Count);
        request.Complete(results);
    }
}
