using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Workflows.Abstractions.Ids;

/// <summary>
/// Makes UUIDv7 values (RFC 9562 §5.7) that grow strictly within the process: 48 bits of Unix milliseconds, a 20-bit counter within the
/// millisecond, and 48 bits that tell processes apart. Safe for concurrent use.
/// </summary>
public sealed class IdSource
{
    // Time and counter share 63 bits of one word, which is enough until the year 2248. A full counter counts on into the next millisecond.
    private const int CounterBits = 20;
    private readonly TimeProvider clock;
    private readonly ulong node;
    private long last;

    /// <summary>Creates a source.</summary>
    /// <param name="clock">Tells the time; a step back is bridged by counting on.</param>
    /// <param name="node">48 bits that no other process uses at the same time; drawn at random when absent.</param>
    public IdSource(TimeProvider clock, ulong? node = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        this.node = (node ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8))) & 0xFFFF_FFFF_FFFFUL;
    }

    /// <summary>The next id; greater than every id that this source made before.</summary>
    public Guid Next()
    {
        var floor = clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
        long current, next;
        do
        {
            current = Volatile.Read(ref last);
            next = Math.Max(current + 1, floor);
        }
        while (Interlocked.CompareExchange(ref last, next, current) != current);
        return Compose(next >> CounterBits, (uint)(next & ((1 << CounterBits) - 1)));
    }

    /// <summary>
    /// Has every later id be greater than one that another process made, also when the clock there is ahead of the clock here.
    /// </summary>
    /// <param name="seen">An id of another source.</param>
    /// <param name="tolerance">How far ahead of the clock the ids may run for it.</param>
    /// <returns>False when the id is further ahead than that: one clock that is badly wrong must not carry away the ids of all.</returns>
    public bool TryFollow(Guid seen, TimeSpan tolerance)
    {
        if (TimeOf(seen) is var time && time > clock.GetUtcNow() + tolerance) return false;
        var floor = (time.ToUnixTimeMilliseconds() << CounterBits) | CounterOf(seen);
        long current;
        do current = Volatile.Read(ref last);
        while (current < floor && Interlocked.CompareExchange(ref last, floor, current) != current);
        return true;
    }

    /// <summary>The smallest possible id of a moment: the lower bound of a time range over ids.</summary>
    public static Guid Floor(DateTimeOffset moment) => Compose(moment.ToUnixTimeMilliseconds(), 0, 0);

    /// <summary>The moment, in whole milliseconds, at which an id was made.</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = ((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16)
            | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    private static uint CounterOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var high = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x3FU;
        var low = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]) & 0x3FFFU;
        return (high << 14) | low;
    }

    private Guid Compose(long milliseconds, uint counter) => Compose(milliseconds, counter, node);

    private static Guid Compose(long milliseconds, uint counter, ulong node)
    {
        var high = ((ulong)milliseconds << 16) | 0x7000UL | (counter >> 14);
        var low = 0x8000_0000_0000_0000UL | ((ulong)(counter & 0x3FFF) << 48) | node;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }
}
