using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Streams;

public sealed partial class EventStreamEntity
{
    /// <summary>An id that comes twice in one commit: the later one takes the answer of the first.</summary>
    private static void AnswerRepeatsWithin(List<Slot> slots)
    {
        Dictionary<Guid, Slot>? first = null;
        foreach (var slot in slots)
        {
            if (slot.Event.ExternalId is null) continue;
            first ??= [];
            if (first.TryAdd(slot.Event.IdHash, slot)) continue;
            slot.RepeatOf = first[slot.Event.IdHash];
        }
    }

    private static void AnswerKnown(List<Slot> open, IReadOnlyList<DedupeEntry> known)
    {
        foreach (var entry in known)
        {
            if (open.Find(slot => slot.Event.ExternalId is not null && slot.Event.IdHash == entry.IdHash) is not { } slot) continue;
            slot.Result = entry.ContentHash == slot.Event.ContentHash
                ? new AppendResult(entry.Key, entry.Sequence, IsDuplicate: true)
                : new AppendResult(entry.Key, 0, Problem: StreamProblems.IdConflict(slot.Event.ExternalId!));
        }
    }

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "The last event of {Stream} is {Event}, over a minute ahead of this machine's clock: "
        + "new events count as earlier ones where events are held. Set the clocks of the machines right")]
    private static partial void LogAhead(ILogger logger, StreamId stream, EventKey @event);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "Appending {Events} events failed; the publisher was told to try again")]
    private static partial void LogAppendFailed(ILogger logger, Exception exception, int events);

    /// <summary>An event of the commit in the making, with its answer.</summary>
    private sealed class Slot(AppendRequest request, NewEvent @event)
    {
        public AppendRequest Request => request;

        public NewEvent Event => @event;

        public StoredEvent? Stored { get; set; }

        public AppendResult? Result { get; set; }

        public Slot? RepeatOf { get; set; }

        public AppendResult ResolveRepeat()
        {
            if (RepeatOf is null) return Result!.Value;
            var first = RepeatOf.Result!.Value;
            if (first.Problem is not null) return first;
            return RepeatOf.Event.ContentHash == Event.ContentHash
                ? first with { IsDuplicate = true }
                : new AppendResult(first.Key, 0, Problem: StreamProblems.IdConflict(Event.ExternalId!));
        }
    }
}
