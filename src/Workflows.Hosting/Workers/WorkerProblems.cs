namespace Workflows.Hosting.Workers;

/// <summary>Why a worker's request was refused.</summary>
public static class WorkerProblems
{
    /// <summary>There is no such task.</summary>
    public static Problem UnknownTask { get; } = new(
        ProblemKind.NotFound, "UNKNOWN_WORKER_TASK", "There is no such task: its run has ended, or it was answered long ago.", null,
        "Stop working on it, and lease others.");

    /// <summary>Another has the task, or has answered it.</summary>
    public static Problem LeaseLost { get; } = new(
        ProblemKind.Conflict, "LEASE_LOST", "The token is not that of the task's present lease, or the task was answered by another.", null,
        "Drop the work: another worker has the task. Send heartbeats before a lease ends.");

    /// <summary>The run does not wait for the answer any more.</summary>
    public static Problem Canceled { get; } = new(
        ProblemKind.Conflict, "TASK_CANCELED", "The run of the task has ended meanwhile; the answer is not wanted any more.", null,
        "Drop the work, and lease others.");

    /// <summary>The limit of waiting workers is reached.</summary>
    public static Problem TooManyPolls { get; } = new(
        ProblemKind.Limited, "TOO_MANY_POLLS", "Too many workers wait for tasks at this server.", null, "Wait a while, or use fewer workers.");

    /// <summary>An action cannot be registered twice.</summary>
    public static Problem ActionExists(string id, int version) => new(
        ProblemKind.Conflict, "ACTION_EXISTS", $"The action {id}@{version} exists already.", "/version", "Register the next version.");

    /// <summary>A remote action is not valid.</summary>
    public static Problem InvalidAction(string pointer, string message) => new(
        ProblemKind.Invalid, "INVALID_ACTION", message, pointer, "Correct it.");
}
