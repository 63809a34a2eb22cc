using System.Data.Common;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Events;

/// <summary>Reads streams, events and deliveries with SQL that both dialects take.</summary>
internal partial class EventReader(SqlDatabase database) : IEventReader
{
    private const string Columns =
        "key, tenant, type, lane, seq, occurred_ms, flags, source, external_id, correlation, payload, extra";

    private const string BehindSql = """
        SELECT s.tenant, s.type, s.lane, s.head, coalesce(c.cursor, 0)
        FROM streams s LEFT JOIN cursors c ON c.tenant = s.tenant AND c.type = s.type AND c.lane = s.lane
        WHERE s.head > coalesce(c.cursor, 0)
        ORDER BY s.tenant, s.type, s.lane
        LIMIT @limit
        """;

    private const string PositionSql = """
        SELECT
            (SELECT head FROM streams WHERE tenant = @tenant AND type = @type AND lane = @lane),
            (SELECT cursor FROM cursors WHERE tenant = @tenant AND type = @type AND lane = @lane)
        """;

    private const string DeliveriesSql = """
        SELECT first, last, body FROM deliveries
        WHERE tenant = @tenant AND type = @type AND lane = @lane AND last >= @seq
        ORDER BY last LIMIT 1
        """;

    /// <inheritdoc/>
    public async Task<StreamPosition> GetPositionAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var rows = await database.FindAsync(
            PositionSql,
            command => BindStream(command, stream),
            reader => new StreamPosition(stream, GetLong(reader, 0), GetLong(reader, 1)),
            cancellationToken);
        return rows[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamPosition>> ListBehindAsync(int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            BehindSql,
            command => command.Bind("limit", limit),
            reader => new StreamPosition(GetStream(reader, 0), reader.GetInt64(3), reader.GetInt64(4)),
            cancellationToken);

    /// <inheritdoc/>
    public virtual async Task<IReadOnlyList<StoredEvent>> ReadAsync(
        StreamId stream, long after, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(stream, after, limit, floor: null, cancellationToken);

    /// <summary>Reads a stream, optionally only events whose key is not below a floor.</summary>
    protected Task<List<StoredEvent>> ReadAsync(
        StreamId stream, long after, int limit, Guid? floor, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"""
            SELECT {Columns} FROM events
            WHERE tenant = @tenant AND type = @type AND lane = @lane AND seq > @after {(floor is null ? "" : "AND key >= @floor")}
            ORDER BY seq LIMIT @limit
            """,
            command =>
            {
                BindStream(command, stream);
                command.Bind("after", after);
                command.Bind("limit", limit);
                if (floor is { } bound) command.Bind("floor", database.Uuid(bound));
            },
            ReadEvent,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<DeliveryPage?> GetDeliveriesAsync(StreamId stream, long sequence, CancellationToken cancellationToken)
    {
        var rows = await database.FindAsync(
            DeliveriesSql,
            command =>
            {
                BindStream(command, stream);
                command.Bind("seq", sequence);
            },
            reader => new DeliveryPage(stream, reader.GetInt64(0), reader.GetInt64(1), reader.GetUtf8(2)),
            cancellationToken);
        return rows is [var page] && page.First <= sequence ? page : null;
    }

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    protected StoredEvent ReadEvent(DbDataReader reader)
    {
        var key = new EventKey(database.GetGuid(reader, 0));
        return new StoredEvent
        {
            Key = key,
            Stream = GetStream(reader, 1),
            Sequence = reader.GetInt64(4),
            OccurredAt = reader.GetMoment(5),
            ReceivedAt = IdSource.TimeOf(key.Value),
            Flags = (EventFlags)reader.GetInt16(6),
            Source = reader.GetString(7),
            ExternalId = reader.GetText(8),
            CorrelationId = reader.GetText(9),
            Payload = reader.GetUtf8(10),
            Extra = reader.GetUtf8(11),
        };
    }

    private static void BindStream(DbCommand command, StreamId stream)
    {
        command.Bind("tenant", stream.Tenant.Value);
        command.Bind("type", stream.Type.Value);
        command.Bind("lane", stream.Lane);
    }

    private static StreamId GetStream(DbDataReader reader, int ordinal) =>
        new(new TenantId(reader.GetInt32(ordinal)), new EventTypeId(reader.GetInt32(ordinal + 1)), reader.GetInt16(ordinal + 2));

    private static long GetLong(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? 0 : reader.GetInt64(ordinal);
}
