using System.Collections.Concurrent;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Triggers;

/// <summary>Tells a trigger of events on its stream.</summary>
/// <param name="Events">Appended events in order.</param>
/// <param name="Waiters">Who wants to know what the event of a sequence did.</param>
public sealed record TriggerMessage(
    IReadOnlyList<IncomingEvent> Events, IReadOnlyList<KeyValuePair<long, ProcessedWaiter>> Waiters)
{
    /// <summary>Has the trigger read its stream.</summary>
    public static TriggerMessage Poke { get; } = new([], []);

    internal bool IsPoke => Events.Count == 0 && Waiters.Count == 0;
}

/// <summary>A stored event with its payload parsed.</summary>
/// <param name="Event">The event.</param>
/// <param name="Payload">The payload.</param>
public readonly record struct IncomingEvent(StoredEvent Event, JsonValue Payload);

/// <summary>Collects what the events of one ingest request did.</summary>
public sealed class ProcessedWaiter
{
    private readonly ConcurrentDictionary<EventKey, IReadOnlyList<DeliveryEntry>> deliveries = new();
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int missing;

    /// <summary>Creates a waiter.</summary>
    /// <param name="expected">The number of events of the request.</param>
    public ProcessedWaiter(int expected) => missing = expected;

    /// <summary>Completes when all events were processed or dropped out.</summary>
    public Task Done => done.Task;

    /// <summary>What an event did; null when that is not known.</summary>
    public IReadOnlyList<DeliveryEntry>? Find(EventKey key) => deliveries.GetValueOrDefault(key);

    internal void Processed(EventKey key, IReadOnlyList<DeliveryEntry> entries)
    {
        deliveries[key] = entries;
        DropOut(1);
    }

    internal void DropOut(int count)
    {
        if (Interlocked.Add(ref missing, -count) <= 0) done.TrySetResult();
    }
}
