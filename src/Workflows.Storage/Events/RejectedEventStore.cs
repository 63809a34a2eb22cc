using Dapper;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Events;

/// <summary>Keeps the log of rejected events with SQL that both dialects take.</summary>
internal sealed class RejectedEventStore(SqlDatabase database) : IRejectedEventStore
{
    private const string InsertSql = """
        INSERT INTO rejected_events (tenant, id, type, source, external_id, schema_ref, accepted, errors, excerpt)
        VALUES (@Tenant, @Id, @Type, @Source, @ExternalId, @SchemaRef, @Accepted, @Errors, @Excerpt)
        ON CONFLICT DO NOTHING
        """;

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<RejectedEvent> events, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.ExecuteAsync(
                InsertSql,
                events.Select(item => new
                {
                    Tenant = item.Tenant.Value,
                    Id = database.Uuid(item.Id),
                    Type = item.Type.Value,
                    item.Source,
                    item.ExternalId,
                    item.SchemaRef,
                    item.Accepted,
                    Errors = item.Errors.ToText(),
                    item.Excerpt,
                })),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RejectedEvent>> ListAsync(RejectedEventQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit);
        var sql = """
            SELECT tenant, id, type, source, external_id AS ExternalId, schema_ref AS SchemaRef, accepted, errors, excerpt FROM rejected_events
            WHERE tenant = @Tenant
            """
            + (query.Type is null ? "" : " AND type = @Type")
            + (query.Source is null ? "" : " AND source = @Source")
            + (query.Before is null ? "" : " AND id < @Before")
            + " ORDER BY id DESC LIMIT @Limit";
        var values = new
        {
            Tenant = query.Tenant.Value,
            Type = query.Type?.Value,
            query.Source,
            Before = query.Before is { } id ? database.Uuid(id) : null,
            query.Limit,
        };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, values), cancellationToken);
        return [.. rows.Select(row => row.ToRecord(database))];
    }

    private sealed class Row
    {
        public int Tenant { get; set; }

        public object Id { get; set; } = default(Guid);

        public int Type { get; set; }

        public string Source { get; set; } = "";

        public string? ExternalId { get; set; }

        public string SchemaRef { get; set; } = "";

        public bool Accepted { get; set; }

        public string Errors { get; set; } = "";

        public string Excerpt { get; set; } = "";

        public RejectedEvent ToRecord(SqlDatabase database) => new()
        {
            Tenant = new TenantId(Tenant),
            Id = database.ToGuid(Id),
            Type = new EventTypeId(Type),
            Source = Source,
            ExternalId = ExternalId,
            SchemaRef = SchemaRef,
            Accepted = Accepted,
            Errors = Errors.ToUtf8(),
            Excerpt = Excerpt,
        };
    }
}
