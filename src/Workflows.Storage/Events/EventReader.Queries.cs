using System.Data.Common;
using System.Text;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Events;

/// <summary>Lookups by key and filtered lists.</summary>
internal partial class EventReader
{
    private const string DedupeColumns = "id_hash, content_hash, key, seq";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DedupeEntry>> FindDuplicatesAsync(
        TenantId tenant, IReadOnlyList<Guid> idHashes, CancellationToken cancellationToken)
    {
        if (idHashes.Count == 0) return [];
        return await SelectAsync(
            $"SELECT {DedupeColumns} FROM event_dedupe WHERE tenant = @tenant AND id_hash",
            tenant,
            idHashes,
            reader => new DedupeEntry(
                tenant, database.GetGuid(reader, 0), reader.GetInt64(1), new EventKey(database.GetGuid(reader, 2)), reader.GetInt64(3)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredEvent?> GetAsync(TenantId tenant, EventKey key, CancellationToken cancellationToken)
    {
        var rows = await database.FindAsync(
            $"SELECT {Columns} FROM events WHERE tenant = @tenant AND key = @key",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("key", database.Uuid(key.Value));
            },
            ReadEvent,
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> GetManyAsync(
        TenantId tenant, IReadOnlyList<EventKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return [];
        return await SelectAsync(
            $"SELECT {Columns} FROM events WHERE tenant = @tenant AND key",
            tenant,
            [.. keys.Select(key => key.Value)],
            ReadEvent,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit);
        return await database.ReadAsync(
            async connection =>
            {
                var command = database.Command(connection, ListSql(query));
                BindQuery(command, query);
                return await SqlDatabase.ReadRowsAsync(command, ReadEvent, cancellationToken);
            },
            cancellationToken);
    }

    private static string ListSql(EventQuery query)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM events WHERE tenant = @tenant");
        if (query.Type is not null) sql.Append(" AND type = @type");
        if (query.CorrelationId is not null) sql.Append(" AND correlation = @correlation");
        if (query.Source is not null) sql.Append(" AND source = @source");
        if (query.From is not null) sql.Append(" AND key >= @from");
        if (query.To is not null) sql.Append(" AND key < @to");
        if (query.Before is not null) sql.Append(" AND key < @before");
        return sql.Append(" ORDER BY key DESC LIMIT @limit").ToString();
    }

    private void BindQuery(DbCommand command, EventQuery query)
    {
        command.Bind("tenant", query.Tenant.Value);
        command.Bind("limit", query.Limit);
        if (query.Type is { } type) command.Bind("type", type.Value);
        if (query.CorrelationId is { } correlation) command.Bind("correlation", correlation);
        if (query.Source is { } source) command.Bind("source", source);
        if (query.From is { } from) command.Bind("from", database.Uuid(IdRange.From(from)));
        if (query.To is { } to) command.Bind("to", database.Uuid(IdRange.From(to)));
        if (query.Before is { } before) command.Bind("before", database.Uuid(before.Value));
    }

    private Task<List<T>> SelectAsync<T>(
        string sql, TenantId tenant, IReadOnlyList<Guid> ids, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.Bind("tenant", tenant.Value);
                command.CommandText = $"{sql} {database.In(command, "ids", ids)}";
                return await SqlDatabase.ReadRowsAsync(command, map, cancellationToken);
            },
            cancellationToken);
}
