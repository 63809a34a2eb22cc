using System.Collections.Concurrent;
using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Workers;

/// <summary>Wakes the workers of a tenant that wait in this process when a task was made.</summary>
public sealed class TaskSignals
{
    private readonly ConcurrentDictionary<TenantId, TaskCompletionSource> waiting = new();

    /// <summary>Completes at the next signal. Taken before the store is read, so that no task is missed in between.</summary>
    public Task Next(TenantId tenant) =>
        waiting.GetOrAdd(tenant, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A task was made.</summary>
    public void Notify(TenantId tenant)
    {
        if (waiting.TryRemove(tenant, out var source)) source.TrySetResult();
    }
}
