using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Triggers;

/// <summary>
/// Owns the cursor of one stream: reads its events in order, gives each to at most one waiting run and to every workflow that listens, and
/// commits cursor, waits, deliveries and new runs together.
/// </summary>
public sealed partial class TriggerEntity(StreamId stream, EngineContext context, IEntityRouter router, ActionExecutor executor)
{
    private const int MaxBuffered = 20_000;
    private readonly Queue<IncomingEvent> buffer = new();
    private readonly Dictionary<long, ProcessedWaiter> waiters = [];
    private readonly ILogger logger = context.Loggers.CreateLogger<TriggerEntity>();
    private long? cursor;
    private bool mayLag = true;
    private Backoff backoff;

    /// <summary>Takes messages and processes the stream until nothing more is known of.</summary>
    public async Task ProcessAsync(IReadOnlyList<TriggerMessage> messages)
    {
        foreach (var message in messages) Take(message);
        try
        {
            while (await NextAsync() is { Count: > 0 } events)
            {
                await executor.WaitForRoomAsync();
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

        if (message.IsPoke) mayLag = true;
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
        var limit = context.Options.Value.TriggerBatch;
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
        var slice = await TriggerSlice.BuildAsync(stream, cursor!.Value, events, context);
        var outcome = await context.Committer.CommitAsync(slice.Commit, CancellationToken.None);
        switch (outcome)
        {
            case CommitOutcome.Committed:
                backoff.Reset();
                cursor = slice.Commit.Cursor!.Value.New;
                if (slice.Taken < events.Count) mayLag = true;
                FollowUp(slice);
                return true;
            case CommitOutcome.Conflict conflict:
                LogConflict(logger, stream, conflict.What);
                (cursor, mayLag) = (null, true);
                return true;
            case CommitOutcome.Failed failed:
                LogStoreFailed(logger, failed.Error, stream);
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
        foreach (var wait in slice.Commit.NewWaits)
            if (wait.Due is not null)
                router.Timer(wait);
        foreach (var (wait, @event) in slice.Resumed)
            router.Run(stream.Tenant, wait.Run, new RunMessage.WaitResolved(wait.Number, @event));
        foreach (var adopted in slice.Adopted) router.Run(stream.Tenant, adopted.Record.Id, adopted);
        if (waiters.Count == 0) return;
        foreach (var (@event, entries) in slice.Entries)
            if (waiters.Remove(@event.Sequence, out var waiter))
                waiter.Processed(@event.Key, entries);
    }

    private void PokeLater()
    {
        (cursor, mayLag) = (null, true);
        Delayed.Post(context.Clock, backoff.Next(), () => router.Trigger(stream, TriggerMessage.Poke));
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The trigger of {Stream} could not reach the store; it tries again")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, StreamId stream);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message = "The trigger of {Stream} reloads after a conflict: {What}")]
    private static partial void LogConflict(ILogger logger, StreamId stream, string what);
}
