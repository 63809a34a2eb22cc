using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Ids;

namespace Workflows.Catalog.Caching;

/// <summary>
/// Values by tenant and key, each for a while. A value is good only under the generation that was read before it was loaded, so what was
/// loaded while somebody changed the store is never used again: there is no moment between storing it and taking it back.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="capacity">The number of values past which all are forgotten.</param>
internal sealed class TenantCache<TKey, TValue>(TimeProvider clock, int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<(TenantId Tenant, TKey Key), Held> values = new();
    private readonly ConcurrentDictionary<TenantId, int> generations = new();
    private int stored;

    /// <summary>The generation of what a tenant sees: its own rows and the system's. Read it before loading.</summary>
    public int Generation(TenantId tenant)
    {
        generations.TryGetValue(tenant, out var own);
        if (tenant == TenantId.System) return own;
        generations.TryGetValue(TenantId.System, out var system);
        // Both only grow, so the sum changes when one of them does.
        return own + system;
    }

    /// <summary>A value that is still good.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="maxAge">Not older than this; null for as long as it was stored for.</param>
    public bool TryGet(TenantId tenant, TKey key, [MaybeNullWhen(false)] out TValue value, TimeSpan? maxAge = null)
    {
        value = default;
        if (!values.TryGetValue((tenant, key), out var held) || held.Generation != Generation(tenant)) return false;
        var now = clock.GetUtcNow();
        if (now >= held.Until || now - held.At >= maxAge) return false;
        value = held.Value;
        return true;
    }

    /// <summary>The last value, good or not.</summary>
    public TValue? Last(TenantId tenant, TKey key) => values.TryGetValue((tenant, key), out var held) ? held.Value : default;

    /// <summary>Keeps a value.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="generation">The generation from before it was loaded.</param>
    /// <param name="life">How long it is good.</param>
    public void Set(TenantId tenant, TKey key, TValue value, int generation, TimeSpan life)
    {
        if (Interlocked.Increment(ref stored) > capacity)
        {
            Interlocked.Exchange(ref stored, 0);
            values.Clear();
        }

        var now = clock.GetUtcNow();
        values[(tenant, key)] = new Held(value, generation, now, now + life);
    }

    /// <summary>Forgets what a tenant sees; what everybody sees, for the system.</summary>
    public void Invalidate(TenantId tenant) => generations.AddOrUpdate(tenant, 1, static (_, generation) => generation + 1);

    private sealed record Held(TValue Value, int Generation, DateTimeOffset At, DateTimeOffset Until);
}
