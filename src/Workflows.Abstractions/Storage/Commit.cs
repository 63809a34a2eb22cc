using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;

namespace Workflows.Abstractions.Storage;

/// <summary>
/// One entity's change: rows, and the versions that it was decided on. It is applied as a whole or not at all, and never split over
/// transactions. Every collection may be empty.
/// </summary>
public sealed partial class Commit
{
    /// <summary>Moves the head of a stream: the fence of <see cref="Events"/>.</summary>
    public StreamMove? Head { get; set; }

    /// <summary>Moves the cursor of a stream: the fence of a trigger's slice.</summary>
    public StreamMove? Cursor { get; set; }

    /// <summary>Events to append.</summary>
    public List<StoredEvent> Events { get; } = [];

    /// <summary>Publisher ids to remember; the commit fails as <see cref="CommitOutcome.Duplicate"/> when one is known already.</summary>
    public List<DedupeEntry> Dedupe { get; } = [];

    /// <summary>Deliveries of a trigger's slice.</summary>
    public List<DeliveryPage> Deliveries { get; } = [];

    /// <summary>Runs to insert; a known id is a conflict.</summary>
    public List<RunRecord> NewRuns { get; } = [];

    /// <summary>Runs to replace: the stored revision must be one less than the record's, else it is a conflict. <see cref="RunRecord.History"/> is
    /// not written again.</summary>
    public List<RunRecord> RunUpdates { get; } = [];

    /// <summary>Histories of later slices.</summary>
    public List<SliceRecord> Slices { get; } = [];

    /// <summary>Parts of states to insert; a known one is a conflict.</summary>
    public List<StatePart> NewParts { get; } = [];

    /// <summary>Parts of states to remove; one that is gone already is left out.</summary>
    public List<StatePartId> DroppedParts { get; } = [];

    /// <summary>Waits to insert.</summary>
    public List<WaitRecord> NewWaits { get; } = [];

    /// <summary>Pending waits that an event resolves; one that is gone or resolved already is a conflict.</summary>
    public List<WaitResolution> ResolvedWaits { get; } = [];

    /// <summary>Waits to remove; one that is gone already, or that another event resolved meanwhile, is a conflict.</summary>
    public List<WaitRemoval> RemovedWaits { get; } = [];

    /// <summary>Deliveries to hold, or to lay on the dead-letter list; a known one is a conflict.</summary>
    public List<HeldDelivery> Held { get; } = [];

    /// <summary>Held deliveries to replace: the stored revision must be one less than the record's, else it is a conflict.</summary>
    public List<HeldDelivery> HeldUpdates { get; } = [];

    /// <summary>Fences of limited workflows to move; another stored version is a conflict.</summary>
    public List<GateRecord> Gates { get; } = [];

    /// <summary>Idempotency keys of started runs; a known one is a conflict.</summary>
    public List<StartKey> StartKeys { get; } = [];

    /// <summary>Schedules to move past a due time; one that was moved or changed already is a conflict.</summary>
    public List<ScheduleMove> ScheduleMoves { get; } = [];

    /// <summary>Human tasks to insert; a known id or a second task of a wait is a conflict.</summary>
    public List<HumanTaskRecord> NewTasks { get; } = [];

    /// <summary>Open human tasks to change: status, claim, assignees and answer. The stored task must be pending or claimed and its revision one
    /// less than the record's, else it is a conflict.</summary>
    public List<HumanTaskRecord> TaskUpdates { get; } = [];

    /// <summary>Human tasks to end without an answer; one that is not open (any more) is a conflict.</summary>
    public List<TaskClosure> ClosedTasks { get; } = [];

    /// <summary>The ties of child runs that the commit makes; a known child is a conflict.</summary>
    public List<RunLink> NewLinks { get; } = [];

    /// <summary>Child runs that end: their links are attached no more. One without an attached link is a conflict.</summary>
    public List<RunId> DetachedLinks { get; } = [];

    /// <summary>Additions to the read models.</summary>
    public List<CounterDelta> Counters { get; } = [];
}

/// <summary>Moves a position of a stream forward.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Expected">The position that was read; 0 for a stream that has no row yet. Another stored position is a conflict.</param>
/// <param name="New">The new position.</param>
public readonly record struct StreamMove(StreamId Stream, long Expected, long New);

/// <summary>Ends a human task without an answer.</summary>
/// <param name="Wait">The task's wait.</param>
/// <param name="Status"><see cref="HumanTaskStatus.Canceled"/> or <see cref="HumanTaskStatus.Expired"/>.</param>
/// <param name="At">When.</param>
public readonly record struct TaskClosure(WaitId Wait, HumanTaskStatus Status, DateTimeOffset At);

/// <summary>Gives an event to a pending wait; or the answer of a human task, or the end of a child run, by their ids.</summary>
/// <param name="Wait">The wait.</param>
/// <param name="Event">The event (or task, or child run) that resolves it.</param>
public readonly record struct WaitResolution(WaitId Wait, EventKey Event);

/// <summary>Removes a wait whose run has taken its outcome.</summary>
/// <param name="Wait">The wait.</param>
/// <param name="ResolvedBy">The event that the run took; null for a wait that must still be pending. Another stored value is a conflict: else an
/// event that was given to the run in the same moment would be lost.</param>
public readonly record struct WaitRemoval(WaitId Wait, EventKey? ResolvedBy);
