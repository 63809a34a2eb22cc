using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>
/// Rows in PostgreSQL's binary COPY format (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"), built in memory and sent
/// as one piece: a fraction of the cost of writing value by value through the driver, and UTF-8 goes through as it is.
/// </summary>
internal sealed class CopyBuffer : IDisposable
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private byte[] bytes;
    private int length;

    public CopyBuffer(int estimatedBytes)
    {
        bytes = ArrayPool<byte>.Shared.Rent(Math.Max(estimatedBytes, 1024));
        Write(Header);
    }

    /// <summary>Begins a row.</summary>
    public CopyBuffer Row(int columns)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), (short)columns);
        return this;
    }

    public CopyBuffer Add(short value)
    {
        var span = Take(6);
        BinaryPrimitives.WriteInt32BigEndian(span, 2);
        BinaryPrimitives.WriteInt16BigEndian(span[4..], value);
        return this;
    }

    public CopyBuffer Add(int value)
    {
        var span = Take(8);
        BinaryPrimitives.WriteInt32BigEndian(span, 4);
        BinaryPrimitives.WriteInt32BigEndian(span[4..], value);
        return this;
    }

    public CopyBuffer Add(int? value) => value is { } present ? Add(present) : AddNull();

    public CopyBuffer Add(long value)
    {
        var span = Take(12);
        BinaryPrimitives.WriteInt32BigEndian(span, 8);
        BinaryPrimitives.WriteInt64BigEndian(span[4..], value);
        return this;
    }

    public CopyBuffer Add(long? value) => value is { } present ? Add(present) : AddNull();

    public CopyBuffer Add(Guid value)
    {
        var span = Take(20);
        BinaryPrimitives.WriteInt32BigEndian(span, 16);
        value.TryWriteBytes(span[4..], bigEndian: true, out _);
        return this;
    }

    public CopyBuffer Add(Guid? value) => value is { } present ? Add(present) : AddNull();

    public CopyBuffer Add(string? value)
    {
        if (value is null) return AddNull();
        var size = Encoding.UTF8.GetByteCount(value);
        var span = Take(4 + size);
        BinaryPrimitives.WriteInt32BigEndian(span, size);
        Encoding.UTF8.GetBytes(value, span[4..]);
        return this;
    }

    /// <summary>Adds bytes, or text as UTF-8: the format is the same.</summary>
    public CopyBuffer Add(ReadOnlyMemory<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value.Length);
        Write(value.Span);
        return this;
    }

    /// <summary>Adds bytes, and nothing as NULL.</summary>
    public CopyBuffer AddOrNull(ReadOnlyMemory<byte> value) => value.IsEmpty ? AddNull() : Add(value);

    /// <summary>Sends the rows and waits until the server has taken them.</summary>
    public async Task SendAsync(NpgsqlConnection connection, string table, string columns, CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        var stream = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await stream.WriteAsync(bytes.AsMemory(0, length), cancellationToken);

        // Ends the COPY; the server's errors about the rows come out here.
        await stream.DisposeAsync();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private CopyBuffer AddNull()
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);
        return this;
    }

    private void Write(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    private Span<byte> Take(int size)
    {
        if (bytes.Length - length < size) Grow(size);
        var span = bytes.AsSpan(length, size);
        length += size;
        return span;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(bytes.Length * 2), checked(length + size)));
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
