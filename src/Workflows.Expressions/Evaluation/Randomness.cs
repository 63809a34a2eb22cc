using System.Numerics;

namespace Workflows.Expressions.Evaluation;

/// <summary>A small seeded generator (SplitMix64): the same seed gives the same numbers on every machine.</summary>
internal sealed class Randomness
{
    private ulong _state;

    public void Restart(ulong seed) => _state = seed;

    /// <summary>From 0 up to but not including 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to but not including the limit.</summary>
    public int Next(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return BitOperations.RotateLeft(z ^ (z >> 31), 0);
    }
}
