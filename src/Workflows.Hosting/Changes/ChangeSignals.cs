using System.Collections.Concurrent;

namespace Workflows.Hosting.Changes;

/// <summary>
/// Tells caches that what they remember of the store was changed: in this process at once, and in every other process of the host before
/// <see cref="ChangeScope.SettleAsync"/> of who changed it returns. Safe for concurrent use.
/// </summary>
public sealed class ChangeSignals
{
    private readonly ConcurrentDictionary<string, Action> caches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> underWay = new();
    private readonly AsyncLocal<ChangeScope?> scope = new();
    private Func<string, Task>? tell;

    /// <summary>Registers a cache.</summary>
    /// <param name="topic">What it remembers; one cache a topic, the same name in every process.</param>
    /// <param name="forget">Has it forget everything; quick, and safe to call at any time.</param>
    public void Register(string topic, Action forget) => caches[topic] = forget;

    /// <summary>Names who tells the other processes; without it there is only this one.</summary>
    /// <param name="others">Brings a topic to every other process; never throws.</param>
    public void Connect(Func<string, Task> others) => tell = others;

    /// <summary>Gathers the changes that the caller's flow of control makes from now on, so that it can wait for them and for no others.</summary>
    public ChangeScope Begin()
    {
        if (tell is null) return ChangeScope.Nothing;
        return scope.Value = new ChangeScope();
    }

    /// <summary>What a topic is about was changed in the store.</summary>
    public void Changed(string topic)
    {
        Forget(topic);
        if (TellOthers(topic) is not { IsCompleted: false } told) return;
        scope.Value?.Add(told);
        underWay.TryAdd(told, true);
        told.ContinueWith(
            static (task, set) => ((ConcurrentDictionary<Task, bool>)set!).TryRemove(task, out _), underWay, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Wakes who waits for a topic, here and in the other processes. It comes too late for nothing, so nobody waits for it.</summary>
    public void Wake(string topic)
    {
        Forget(topic);
        TellOthers(topic);
    }

    /// <summary>As <see cref="Wake"/>, where this process knows already.</summary>
    public void WakeOthers(string topic) => TellOthers(topic);

    /// <summary>Another process told of a change.</summary>
    public void Forget(string topic)
    {
        if (caches.TryGetValue(topic, out var forget)) forget();
    }

    /// <summary>This process may have missed changes.</summary>
    public void ForgetAll()
    {
        foreach (var forget in caches.Values) forget();
    }

    /// <summary>Returns when the other processes know of every change up to now, whoever made it.</summary>
    public Task SettleAsync() => underWay.IsEmpty ? Task.CompletedTask : Task.WhenAll(underWay.Keys);

    private Task? TellOthers(string topic) => tell?.Invoke(topic);
}
