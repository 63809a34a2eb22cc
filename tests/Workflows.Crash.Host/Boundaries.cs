using System.Reflection;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Crash.Host;

/// <summary>Names what a write does for workflows. A commit may be several boundaries at once.</summary>
internal static class Boundaries
{
    /// <summary>The boundaries that commits are.</summary>
    public static readonly string[] OfCommits =
    [
        "event-append", "first-slice", "manual-start", "wait-parked", "time-parked", "retry-parked", "wait-resolved", "wait-taken", "timer-fired",
        "call-started", "call-result", "child-start", "child-end", "task-made", "task-claimed", "task-completed", "task-expired",
        "delivery-held", "delivery-released", "schedule-due", "command-cancel", "command-resume", "command-retry", "command-requeue",
        "command-replay", "job-item", "run-end",
    ];

    /// <summary>The boundaries that are writes of their own, by the method of the store.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfMethods = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(IWorkerStore.GetOrAddTaskAsync)] = "worker-task-made",
        [nameof(IWorkerStore.LeaseAsync)] = "worker-task-leased",
        [nameof(IWorkerStore.AnswerAsync)] = "worker-task-answered",
        [nameof(IInvocationStore.ClaimAsync)] = "key-claimed",
        [nameof(IInvocationStore.FinishAsync)] = "key-finished",
        [nameof(IOperationStore.AddJobAsync)] = "job-made",
        [nameof(IOperationStore.UpdateJobAsync)] = "job-progress",
    };

    /// <summary>What a commit is.</summary>
    public static IEnumerable<string> Of(Commit commit)
    {
        foreach (var name in OfStarts(commit)) yield return name;
        foreach (var name in OfWaits(commit)) yield return name;
        foreach (var name in OfHistory(commit)) yield return name;
        foreach (var name in OfTasks(commit)) yield return name;
        foreach (var audit in commit.Audit)
            if (audit.Operation.StartsWith("run.", StringComparison.Ordinal)) yield return "command-" + audit.Operation[4..];
        if (commit.JobItems.Count > 0) yield return "job-item";
        if (commit.RunUpdates.Exists(run => run.Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Canceled)) yield return "run-end";
    }

    private static IEnumerable<string> OfStarts(Commit commit)
    {
        if (commit.Events.Count > 0) yield return "event-append";
        if (commit.Cursor is not null && commit.NewRuns.Count > 0) yield return "first-slice";
        if (commit.NewRuns.Exists(run => run.Origin == RunOrigin.Manual)) yield return "manual-start";
        if (commit.Held.Count > 0) yield return "delivery-held";
        if (commit.HeldUpdates.Count > 0) yield return "delivery-released";
        if (commit.ScheduleMoves.Count > 0) yield return "schedule-due";
        if (commit.NewLinks.Count > 0) yield return "child-start";
        if (commit.DetachedLinks.Count > 0) yield return "child-end";
    }

    private static IEnumerable<string> OfWaits(Commit commit)
    {
        if (commit.NewWaits.Exists(wait => wait.Kind == WaitKind.Event)) yield return "wait-parked";
        if (commit.NewWaits.Exists(wait => wait.Kind == WaitKind.Time)) yield return "time-parked";
        if (commit.NewWaits.Exists(wait => wait.Kind == WaitKind.Retry)) yield return "retry-parked";
        if (commit.Cursor is not null && commit.ResolvedWaits.Count > 0) yield return "wait-resolved";
        if (commit.RemovedWaits.Exists(wait => wait.ResolvedBy is not null)) yield return "wait-taken";
        if (commit.Audit.Count == 0 && commit.RemovedWaits.Exists(wait => wait.ResolvedBy is null)) yield return "timer-fired";
    }

    private static IEnumerable<string> OfTasks(Commit commit)
    {
        if (commit.NewTasks.Count > 0) yield return "task-made";
        if (commit.TaskUpdates.Exists(task => task.Status == HumanTaskStatus.Claimed)) yield return "task-claimed";
        if (commit.TaskUpdates.Exists(task => task.Status == HumanTaskStatus.Completed)) yield return "task-completed";
        if (commit.ClosedTasks.Exists(task => task.Status == HumanTaskStatus.Expired)) yield return "task-expired";
    }

    private static IEnumerable<string> OfHistory(Commit commit)
    {
        var entries = commit.NewRuns.Select(run => run.History).Concat(commit.Slices.Select(slice => slice.History)).SelectMany(EntriesOf).ToList();
        if (entries.Contains("started")) yield return "call-started";
        if (entries.Contains("succeeded")) yield return "call-result";
    }

    /// <summary>What a slice says of its action calls.</summary>
    private static List<string> EntriesOf(ReadOnlyMemory<byte> history)
    {
        var statuses = new List<string>();
        if (history.IsEmpty) return statuses;
        foreach (var entry in JsonValue.Parse(history).EnumerateArray())
            if (entry["type"].Kind == JsonKind.String && entry["type"].GetString() == "action.call") statuses.Add(entry["status"].GetString());
        return statuses;
    }

    /// <summary>What a call of the store is.</summary>
    public static string? Of(MethodInfo method) => OfMethods.GetValueOrDefault(method.Name);
}
