using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Workflows.Hosting.Changes;

/// <summary>
/// What was read of the store, until it is forgotten because it was changed. What a read brings that began before a change and ended after it may be
/// from before: it is of use to its caller, and nobody finds it. Safe for concurrent use.
/// </summary>
public sealed class ChangeCache<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (int Generation, TValue Value)> values = new();
    private int generation;

    /// <summary>How often the cache has forgotten: to be looked at before what is set is read.</summary>
    public int Generation => Volatile.Read(ref generation);

    /// <summary>How much it remembers.</summary>
    public int Count => values.Count;

    /// <summary>What was set under a key since the cache has forgotten last.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isKnown = values.TryGetValue(key, out var kept) && kept.Generation == Generation;
        value = isKnown ? kept.Value : default;
        return isKnown;
    }

    /// <summary>Remembers what was read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">What was read.</param>
    /// <param name="readAt">The <see cref="Generation"/> before it was read.</param>
    public void Set(TKey key, TValue value, int readAt) => values[key] = (readAt, value);

    /// <summary>Forgets everything.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref generation);
        values.Clear();
    }
}
