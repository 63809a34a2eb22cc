using Workflows.Abstractions.Events;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres.Partitions;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>The rows of several commits, by table and, where a table is partitioned, by day.</summary>
internal sealed partial class BatchRows
{
    public BatchRows(IEnumerable<Commit> commits)
    {
        foreach (var commit in commits) Add(commit);

        // Two writers that lock the same rows take them in the same order.
        Heads.Sort(static (left, right) => Compare(left, right));
        Cursors.Sort(static (left, right) => Compare(left, right));
        Gates.Sort(static (left, right) => left.Workflow.Value.CompareTo(right.Workflow.Value));
        HeldUpdates.Sort(static (left, right) => (left.Workflow.Value, left.Id).CompareTo((right.Workflow.Value, right.Id)));
        ScheduleMoves.Sort(static (left, right) => left.Schedule.CompareTo(right.Schedule));
        Dedupe.Sort(static (left, right) => left.IdHash.CompareTo(right.IdHash));
    }

    public List<StreamMove> Heads { get; } = [];

    public List<StreamMove> Cursors { get; } = [];

    public List<DedupeEntry> Dedupe { get; } = [];

    public SortedList<int, (Day Day, List<RunRecord> Rows)> RunUpdates { get; } = [];

    public List<WaitResolution> ResolvedWaits { get; } = [];

    public List<WaitRemoval> RemovedWaits { get; } = [];

    public SortedList<int, (Day Day, List<StoredEvent> Rows)> Events { get; } = [];

    public SortedList<int, (Day Day, List<RunRecord> Rows)> NewRuns { get; } = [];

    public SortedList<int, (Day Day, List<SliceRecord> Rows)> Slices { get; } = [];

    public List<StatePart> NewParts { get; } = [];

    public List<StatePartId> DroppedParts { get; } = [];

    public List<WaitRecord> NewWaits { get; } = [];

    public List<Abstractions.Deliveries.DeliveryPage> Deliveries { get; } = [];

    public List<Abstractions.Deliveries.HeldDelivery> Held { get; } = [];

    public List<Abstractions.Deliveries.HeldDelivery> HeldUpdates { get; } = [];

    public List<Abstractions.Deliveries.GateRecord> Gates { get; } = [];

    public List<Abstractions.Deliveries.StartKey> StartKeys { get; } = [];

    public List<ScheduleMove> ScheduleMoves { get; } = [];

    public List<HumanTaskRecord> NewTasks { get; } = [];

    public List<HumanTaskRecord> TaskUpdates { get; } = [];

    public List<TaskClosure> ClosedTasks { get; } = [];

    public List<RunLink> NewLinks { get; } = [];

    public List<Abstractions.Ids.RunId> DetachedLinks { get; } = [];

    /// <summary>The days whose partitions are written to.</summary>
    public IEnumerable<Day> Days =>
        Events.Values.Select(group => group.Day)
            .Concat(NewRuns.Values.Select(group => group.Day))
            .Concat(RunUpdates.Values.Select(group => group.Day))
            .Concat(Slices.Values.Select(group => group.Day));

    private void Add(Commit commit)
    {
        if (commit.Head is { } head) Heads.Add(head);
        if (commit.Cursor is { } cursor) Cursors.Add(cursor);
        Dedupe.AddRange(commit.Dedupe);
        Group(RunUpdates, commit.RunUpdates, run => run.Id.Value);
        ResolvedWaits.AddRange(commit.ResolvedWaits);
        RemovedWaits.AddRange(commit.RemovedWaits);
        Group(Events, commit.Events, item => item.Key.Value);
        Group(NewRuns, commit.NewRuns, run => run.Id.Value);
        Group(Slices, commit.Slices, slice => slice.Run.Value);
        NewParts.AddRange(commit.NewParts);
        DroppedParts.AddRange(commit.DroppedParts);
        NewWaits.AddRange(commit.NewWaits);
        Deliveries.AddRange(commit.Deliveries);
        Held.AddRange(commit.Held);
        HeldUpdates.AddRange(commit.HeldUpdates);
        Gates.AddRange(commit.Gates);
        StartKeys.AddRange(commit.StartKeys);
        ScheduleMoves.AddRange(commit.ScheduleMoves);
        AddCommands(commit);
        NewTasks.AddRange(commit.NewTasks);
        TaskUpdates.AddRange(commit.TaskUpdates);
        ClosedTasks.AddRange(commit.ClosedTasks);
        NewLinks.AddRange(commit.NewLinks);
        DetachedLinks.AddRange(commit.DetachedLinks);
    }

    private static void Group<T>(SortedList<int, (Day Day, List<T> Rows)> groups, List<T> rows, Func<T, Guid> id)
    {
        foreach (var row in rows)
        {
            var day = Day.Of(id(row));
            if (!groups.TryGetValue(day.Number, out var group)) groups.Add(day.Number, group = (day, []));
            group.Rows.Add(row);
        }
    }

    private static int Compare(StreamMove left, StreamMove right) =>
        (left.Stream.Tenant.Value, left.Stream.Type.Value, left.Stream.Lane)
            .CompareTo((right.Stream.Tenant.Value, right.Stream.Type.Value, right.Stream.Lane));
}
