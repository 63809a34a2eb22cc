namespace Workflows.Schemas.Sampling;

/// <summary>
/// SplitMix64. A fork depends on its name only, so that one field's value stays the same when others come or go.
/// </summary>
internal sealed class SampleRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong _seed;
    private ulong _state;

    public SampleRandom(ulong seed)
    {
        _seed = seed;
        _state = seed;
    }

    public SampleRandom Fork(int number) => new(Mix(_seed ^ ((ulong)number + 1) * Golden));

    public SampleRandom Fork(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in name)
            hash = (hash ^ unit) * 1099511628211;
        return new SampleRandom(Mix(_seed ^ hash));
    }

    /// <summary>A number from 0 up to, not including, the limit.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number between two, both included.</summary>
    public long Between(long first, long last)
    {
        ulong span = (ulong)(last - first) + 1;
        return span == 0 ? (long)Next() : first + (long)(Next() % span);
    }

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public ulong Next() => Mix(_state += Golden);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
