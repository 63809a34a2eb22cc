using System.Reflection;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Interleavings;

/// <summary>A real store in which something happens just before a read: what comes between two reads once in a million times, every time.</summary>
public class InterleavedStore : DispatchProxy
{
    private object target = null!;
    private Func<string, bool> when = null!;
    private Func<Task> happen = null!;

    /// <summary>The store.</summary>
    /// <param name="store">Does the work.</param>
    /// <param name="when">Whether it happens before the method of this name; asked at every call of a reader or of the store.</param>
    /// <param name="happen">What happens.</param>
    public static IStore Around(IStore store, Func<string, bool> when, Func<Task> happen) => (IStore)Wrap(typeof(IStore), store, when, happen);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (!targetMethod.IsSpecialName && when(targetMethod.Name)) Task.Run(happen).GetAwaiter().GetResult();
        var result = targetMethod.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
        var isPort = targetMethod.ReturnType.IsInterface && targetMethod.ReturnType.Namespace == typeof(IStore).Namespace;
        return isPort && result is not null ? Wrap(targetMethod.ReturnType, result, when, happen) : result;
    }

    private static object Wrap(Type port, object target, Func<string, bool> when, Func<Task> happen)
    {
        var proxy = (InterleavedStore)Create(port, typeof(InterleavedStore));
        (proxy.target, proxy.when, proxy.happen) = (target, when, happen);
        return proxy;
    }
}
