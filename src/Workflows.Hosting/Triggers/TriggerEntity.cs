using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Triggers;

/// <summary>
/// Owns the cursor of one stream: reads its events in order, gives each to at most one waiting run and to every workflow that listens, and
/// commits cursor, waits, deliveries and new runs together.
/// </summary>
public sealed partial class TriggerEntity(StreamId stream, EngineContext context, IEntityRouter router, ActionExecutor executor)
{
    private const int MaxBuffered = 20_000;

    // A commit that the store refuses for good is tried again event by event; an event that stays refused goes to the dead-letter list.
    private const int MaxRefusals = 3;
    private readonly Queue<IncomingEvent> buffer = new();
    private readonly Dictionary<long, ProcessedWaiter> waiters = [];
    private readonly HeldMemory held = new();
    private readonly ILogger logger = context.Loggers.CreateLogger<TriggerEntity>();
    private long? cursor;
    private bool mayLag = true;
    private Backoff backoff;
    private int underWay;
    private volatile bool isCut;
    private int refusals;
    private int singly;

    /// <summary>
    /// Bounds what waits in memory: past the limit a message loses its events, and the trigger reads them from its stream. Called before a
    /// message is queued, from any thread.
    /// </summary>
    public TriggerMessage Admit(TriggerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Events.Count == 0) return message;
        if (Interlocked.Add(ref underWay, message.Events.Count) <= MaxBuffered) return message;
        Interlocked.Add(ref underWay, -message.Events.Count);
        isCut = true;
        return message with { Events = [] };
    }

    /// <summary>Takes messages and processes the stream until nothing more is known of.</summary>
    public async Task ProcessAsync(IReadOnlyList<TriggerMessage> messages)
    {
        foreach (var message in messages) Take(message);
        try
        {
            while (await NextAsync() is { Count: > 0 } events)
            {
                if (!await executor.WaitForRoomAsync())
                {
                    GiveUp();
                    return;
                }

                if (!await ProcessSliceAsync(events)) return;
            }
        }
        catch (StoreException exception)
        {
            LogStoreFailed(logger, exception, stream);
            PokeLater();
        }
    }

    private void Take(TriggerMessage message)
    {
        foreach (var (sequence, waiter) in message.Waiters)
        {
            // The event may have been read from the log and processed before its message came; its answer is in the store then.
            if (sequence <= cursor) waiter.DropOut(1);
            else waiters[sequence] = waiter;
        }

        if (message.IsPoke || isCut) mayLag = true;
        isCut = false;
        Interlocked.Add(ref underWay, -message.Events.Count);
        if (buffer.Count + message.Events.Count > MaxBuffered)
        {
            mayLag = true;
            return;
        }

        foreach (var incoming in message.Events) buffer.Enqueue(incoming);
    }

    /// <summary>The next events after the cursor, from memory where they follow on it, else from the log.</summary>
    private async Task<IReadOnlyList<IncomingEvent>> NextAsync()
    {
        var limit = singly > 0 ? 1 : context.Options.Value.TriggerBatch;
        var position = cursor ??= await LoadCursorAsync();
        while (buffer.TryPeek(out var known) && known.Event.Sequence <= position) buffer.Dequeue();
        if (buffer.TryPeek(out var first) && first.Event.Sequence == position + 1)
        {
            var batch = new List<IncomingEvent>(Math.Min(buffer.Count, limit));
            while (batch.Count < limit && buffer.TryPeek(out var next) && next.Event.Sequence == position + 1 + batch.Count)
                batch.Add(buffer.Dequeue());
            return batch;
        }

        if (!mayLag && buffer.Count == 0) return [];
        var stored = await context.Store.Events.ReadAsync(stream, position, limit, CancellationToken.None);
        if (stored.Count < limit) mayLag = false;
        return [.. stored.Select(@event => new IncomingEvent(@event, JsonValue.Parse(@event.Payload)))];
    }

    /// <summary>Reads the cursor. Events behind it were processed by a commit whose outcome was not known: their answers are in the store.</summary>
    private async Task<long> LoadCursorAsync()
    {
        var loaded = (await context.Store.Events.GetPositionAsync(stream, CancellationToken.None)).Cursor;
        foreach (var (sequence, waiter) in waiters)
        {
            if (sequence > loaded) continue;
            waiters.Remove(sequence);
            waiter.DropOut(1);
        }

        return loaded;
    }

    /// <summary>One slice, one commit. False when the entity has to leave the store alone for a while.</summary>
    private async Task<bool> ProcessSliceAsync(IReadOnlyList<IncomingEvent> events)
    {
        var isRefused = refusals >= MaxRefusals && events.Count == 1;
        var slice = await TriggerSlice.BuildAsync(stream, cursor!.Value, events, context, held, isRefused);
        var outcome = await context.Committer.CommitAsync(slice.Commit, CancellationToken.None);
        switch (outcome)
        {
            case CommitOutcome.Committed:
                backoff.Reset();
                refusals = 0;
                if (singly > 0) singly--;
                cursor = slice.Commit.Cursor!.Value.New;
                if (slice.Taken < events.Count) mayLag = true;
                FollowUp(slice);
                return true;
            case CommitOutcome.Conflict conflict:
                LogConflict(logger, stream, conflict.What);
                (cursor, mayLag) = (null, true);
                held.Forget();
                return true;
            case CommitOutcome.Failed failed:
                LogStoreFailed(logger, failed.Error, stream);
                if (!failed.Error.IsTransient) (refusals, singly) = (refusals + 1, context.Options.Value.TriggerBatch);
                PokeLater();
                return false;
            case CommitOutcome.Unknown unknown:
                LogStoreFailed(logger, unknown.Error, stream);
                router.RequestRecovery();
                PokeLater();
                return false;
            default:
                throw new InvalidOperationException($"A trigger's commit cannot end as {outcome}.");
        }
    }

    private void FollowUp(TriggerSlice slice)
    {
        CommitFollowUp.Send(router, slice.Commit);
        foreach (var (wait, @event) in slice.Resumed)
            router.Run(stream.Tenant, wait.Run, new RunMessage.WaitResolved(wait.Number, @event));
        foreach (var adopted in slice.Adopted) router.Run(stream.Tenant, adopted.Record.Id, adopted);
        held.Add(slice.HeldFor);
        foreach (var workflow in slice.HeldFor) router.Workflow(stream.Tenant, workflow, WorkflowMessage.Poke.Instance);
        foreach (var workflow in slice.FailedRuns) router.Workflow(stream.Tenant, workflow, WorkflowMessage.RunFailed.Instance);
        foreach (var (_, entries) in slice.Entries) NoteHealth(entries);
        if (waiters.Count == 0) return;
        foreach (var (@event, entries) in slice.Entries)
            if (waiters.Remove(@event.Sequence, out var waiter))
                waiter.Processed(@event.Key, entries);
    }

    private void NoteHealth(IReadOnlyList<DeliveryEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Outcome == DeliveryOutcome.Started && context.Health.Recovers(entry.Workflow))
                router.Workflow(stream.Tenant, entry.Workflow, WorkflowMessage.DeliveryStarted.Instance);
            if (entry.Outcome != DeliveryOutcome.Failed) continue;
            context.Health.Tell(entry.Workflow);
            router.Workflow(stream.Tenant, entry.Workflow, WorkflowMessage.DeliveryFailed.Instance);
        }
    }

    /// <summary>
    /// Leaves the rest of the stream to whoever has it after this process, so that a long backlog does not keep the host from stopping; who waits here
    /// is answered with what is known.
    /// </summary>
    private void GiveUp()
    {
        mayLag = true;
        foreach (var waiter in waiters.Values) waiter.DropOut(1);
        waiters.Clear();
    }

    private void PokeLater()
    {
        held.Forget();
        (cursor, mayLag) = (null, true);
        Delayed.Post(context.Clock, backoff.Next(), () => router.Trigger(stream, TriggerMessage.Poke));
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The trigger of {Stream} could not reach the store; it tries again")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, StreamId stream);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message = "The trigger of {Stream} reloads after a conflict: {What}")]
    private static partial void LogConflict(ILogger logger, StreamId stream, string what);
}
