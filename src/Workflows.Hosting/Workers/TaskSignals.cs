using System.Collections.Concurrent;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Workers;

/// <summary>Wakes the workers that wait when a task was made: those of its tenant in this process, and all in the other processes of the host.</summary>
public sealed class TaskSignals
{
    private const string Topic = "worker-tasks";
    private readonly ChangeSignals changes;
    private readonly ConcurrentDictionary<TenantId, TaskCompletionSource> waiting = new();

    /// <summary>Creates the signals.</summary>
    public TaskSignals(ChangeSignals changes)
    {
        this.changes = changes;
        changes.Register(Topic, WakeAll);
    }

    /// <summary>Completes at the next signal. Taken before the store is read, so that no task is missed in between.</summary>
    public Task Next(TenantId tenant) =>
        waiting.GetOrAdd(tenant, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A task was made.</summary>
    public void Notify(TenantId tenant)
    {
        Wake(tenant);
        changes.WakeOthers(Topic);
    }

    private void WakeAll()
    {
        foreach (var tenant in waiting.Keys) Wake(tenant);
    }

    private void Wake(TenantId tenant)
    {
        if (waiting.TryRemove(tenant, out var source)) source.TrySetResult();
    }
}
