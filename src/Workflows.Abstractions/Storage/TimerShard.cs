using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Storage;

/// <summary>Spreads the waits with a due time over a fixed number of shards.</summary>
public static class TimerShard
{
    /// <summary>The number of shards; part of the stored format.</summary>
    public const short Count = 16;

    /// <summary>The shard of a run's waits: the last byte of its id, modulo <see cref="Count"/>, after mixing in the counter byte.</summary>
    public static short Of(RunId run)
    {
        Span<byte> bytes = stackalloc byte[16];
        run.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return (short)((bytes[5] ^ bytes[9] ^ bytes[15]) % Count);
    }
}
