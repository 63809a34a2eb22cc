using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Committing;

/// <summary>The weight of a commit, for the bounds of a batch.</summary>
/// <param name="Rows">Rows that it writes or checks.</param>
/// <param name="Bytes">Bytes of its payloads, states and histories.</param>
internal readonly record struct CommitSize(int Rows, long Bytes)
{
    /// <summary>Weighs a commit.</summary>
    public static CommitSize Of(Commit commit)
    {
        var rows = commit.Events.Count + commit.Dedupe.Count + commit.Deliveries.Count + commit.NewRuns.Count + commit.RunUpdates.Count
            + commit.Slices.Count + commit.NewWaits.Count + commit.ResolvedWaits.Count + commit.RemovedWaits.Count + commit.Counters.Count
            + commit.Held.Count + commit.HeldUpdates.Count + commit.Gates.Count + commit.StartKeys.Count
            + commit.ScheduleMoves.Count
            + commit.NewParts.Count + commit.DroppedParts.Count
            + commit.Audit.Count + commit.Replays.Count + commit.NewTags.Count + commit.RemovedTags.Count + commit.JobItems.Count
            + commit.NewTasks.Count + commit.TaskUpdates.Count + commit.ClosedTasks.Count + commit.NewLinks.Count + commit.DetachedLinks.Count;
        long bytes = 0;
        foreach (var item in commit.Events) bytes += item.Payload.Length + item.Extra.Length;
        foreach (var page in commit.Deliveries) bytes += page.Body.Length;
        foreach (var run in commit.NewRuns) bytes += run.State.Length + run.History.Length;
        foreach (var run in commit.RunUpdates) bytes += run.State.Length;
        foreach (var held in commit.Held) bytes += held.Input.Length;
        foreach (var part in commit.NewParts) bytes += part.Content.Length;
        foreach (var slice in commit.Slices) bytes += slice.History.Length;
        foreach (var task in commit.NewTasks) bytes += task.Context.Length + task.FormSchema.Length;
        foreach (var task in commit.TaskUpdates) bytes += task.Answer.Length;
        return new CommitSize(rows, bytes);
    }

    /// <summary>Both together.</summary>
    public static CommitSize operator +(CommitSize left, CommitSize right) => new(left.Rows + right.Rows, left.Bytes + right.Bytes);
}
