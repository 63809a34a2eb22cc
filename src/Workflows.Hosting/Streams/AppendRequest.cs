using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Streams;

/// <summary>Events of one ingest request for one stream.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="Waiter">Told when the trigger has processed them; null when nobody waits.</param>
public sealed record AppendRequest(IReadOnlyList<NewEvent> Events, ProcessedWaiter? Waiter)
{
    private readonly TaskCompletionSource<IReadOnlyList<AppendResult>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The results, one an event, in order.</summary>
    public Task<IReadOnlyList<AppendResult>> Completion => completion.Task;

    internal void Complete(IReadOnlyList<AppendResult> results) => completion.TrySetResult(results);
}

/// <summary>An event that ingest has checked.</summary>
public sealed record NewEvent
{
    /// <summary>The publisher's id; null when it gave none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>128 bits of the SHA-256 of <see cref="ExternalId"/>.</summary>
    public Guid IdHash { get; init; }

    /// <summary>64 bits of the SHA-256 of the content; 0 without an external id.</summary>
    public long ContentHash { get; init; }

    /// <summary>The publisher.</summary>
    public required string Source { get; init; }

    /// <summary>When the fact became true.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the gateway took the event.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The payload.</summary>
    public required JsonValue Payload { get; init; }

    /// <summary>The payload as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> PayloadBytes { get; init; }

    /// <summary>The rest of the envelope; Missing when empty.</summary>
    public JsonValue Extra { get; init; }

    /// <summary>Marks.</summary>
    public EventFlags Flags { get; init; }
}

/// <summary>What became of one event.</summary>
/// <param name="Key">The stored event; of the first one for a duplicate.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="IsDuplicate">Whether it was stored before.</param>
/// <param name="Problem">Why it was not stored.</param>
public readonly record struct AppendResult(EventKey Key, long Sequence, bool IsDuplicate = false, Problem? Problem = null);
