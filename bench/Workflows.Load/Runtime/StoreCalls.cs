using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Workflows.Abstractions.Storage;

namespace Workflows.Load.Runtime;

/// <summary>Counts the calls of a store's parts: what an idle engine asks is nothing.</summary>
internal sealed class StoreCalls
{
    private long count;

    /// <summary>The calls so far.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>The store with a counter before each of its parts.</summary>
    public static IStore Around(IStore store, StoreCalls calls) => (IStore)Proxy.Of(typeof(IStore), store, calls);

    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it.")]
    internal class Proxy : DispatchProxy
    {
        private readonly Dictionary<string, object> parts = [];
        private object inner = null!;
        private StoreCalls calls = null!;

        public static object Of(Type type, object inner, StoreCalls calls)
        {
            var proxy = (Proxy)Create(type, typeof(Proxy));
            (proxy.inner, proxy.calls) = (inner, calls);
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (!targetMethod!.IsSpecialName)
            {
                Interlocked.Increment(ref calls.count);
                return targetMethod.Invoke(inner, args);
            }

            if (!targetMethod.ReturnType.IsInterface) return targetMethod.Invoke(inner, args);
            lock (parts)
            {
                if (!parts.TryGetValue(targetMethod.Name, out var part))
                    parts[targetMethod.Name] = part = Of(targetMethod.ReturnType, targetMethod.Invoke(inner, args)!, calls);
                return part;
            }
        }
    }
}
