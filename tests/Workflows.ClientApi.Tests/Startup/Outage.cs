using System.Reflection;
using Workflows.Abstractions.Storage;

namespace Workflows.ClientApi.Tests.Startup;

/// <summary>A switch that takes a store away and gives it back.</summary>
public sealed class Outage
{
    public bool IsOn { get; set; }

    /// <summary>The store behind the switch.</summary>
    public IStore Around(IStore store) => (IStore)Wrap(typeof(IStore), store);

    private object Wrap(Type port, object target)
    {
        var proxy = (Proxy)DispatchProxy.Create(port, typeof(Proxy));
        (proxy.Target, proxy.Outage) = (target, this);
        return proxy;
    }

    private static StoreException SwitchedOff() => new("the store is switched off", isTransient: true);

    private static ValueTask<IReadOnlyList<CommitOutcome>> Refuse(IReadOnlyList<Commit> batch) =>
        new([.. batch.Select(_ => new CommitOutcome.Failed(SwitchedOff()))]);

    /// <summary>Hands calls through, or fails them as a lost store does.</summary>
    public class Proxy : DispatchProxy
    {
        internal object Target { get; set; } = null!;

        internal Outage Outage { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var isPort = targetMethod!.ReturnType.IsInterface && targetMethod.ReturnType.Namespace == typeof(IStore).Namespace;
            if (Outage.IsOn && !targetMethod.IsSpecialName && targetMethod.Name != nameof(IAsyncDisposable.DisposeAsync))
                return args is [IReadOnlyList<Commit> batch, ..] ? Refuse(batch) : throw SwitchedOff();
            var result = targetMethod.Invoke(Target, BindingFlags.DoNotWrapExceptions, null, args, null);
            return isPort && result is not null ? Outage.Wrap(targetMethod.ReturnType, result) : result;
        }
    }
}
