using System.Reflection;
using Workflows.Abstractions.Storage;

namespace Workflows.ClientApi.Tests.Startup;

/// <summary>A switch that takes a store away and gives it back.</summary>
public sealed class Outage
{
    public bool IsOn { get; set; }

    /// <summary>Whether only the commits of triggers fail: events are stored, and nothing comes of them until it ends.</summary>
    public bool OnlyTriggers { get; set; }

    /// <summary>The store behind the switch.</summary>
    public IStore Around(IStore store) => (IStore)Wrap(typeof(IStore), store);

    private object Wrap(Type port, object target)
    {
        var proxy = (Proxy)DispatchProxy.Create(port, typeof(Proxy));
        (proxy.Target, proxy.Outage) = (target, this);
        return proxy;
    }

    private static StoreException SwitchedOff() => new("the store is switched off", isTransient: true);

    private bool Fails(Commit commit) => !OnlyTriggers || commit.Cursor is not null;

    private async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IBatchWriter target, IReadOnlyList<Commit> batch)
    {
        var rest = batch.Where(commit => !Fails(commit)).ToList();
        var written = new Queue<CommitOutcome>(rest.Count == 0 ? [] : await target.WriteAsync(rest, default));
        return [.. batch.Select(commit => Fails(commit) ? new CommitOutcome.Failed(SwitchedOff()) : written.Dequeue())];
    }

    /// <summary>Hands calls through, or fails them as a lost store does.</summary>
    public class Proxy : DispatchProxy
    {
        internal object Target { get; set; } = null!;

        internal Outage Outage { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var isPort = targetMethod!.ReturnType.IsInterface && targetMethod.ReturnType.Namespace == typeof(IStore).Namespace;
            if (Outage.IsOn && args is [IReadOnlyList<Commit> batch, ..]) return Outage.WriteAsync((IBatchWriter)Target, batch);
            if (Outage is { IsOn: true, OnlyTriggers: false } && !targetMethod.IsSpecialName
                && targetMethod.Name != nameof(IAsyncDisposable.DisposeAsync)) throw SwitchedOff();
            var result = targetMethod.Invoke(Target, BindingFlags.DoNotWrapExceptions, null, args, null);
            return isPort && result is not null ? Outage.Wrap(targetMethod.ReturnType, result) : result;
        }
    }
}
