namespace Workflows.Engine.Mapping;

/// <summary>The seeds of the expressions of a slice, one after the other; the same start gives the same seeds.</summary>
/// <param name="start">The slice's seed.</param>
public sealed class SeedSequence(ulong start)
{
    private ulong state = start;

    /// <summary>The next seed (SplitMix64).</summary>
    public ulong Next()
    {
        var mixed = state += 0x9E37_79B9_7F4A_7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return mixed ^ (mixed >> 31);
    }
}
