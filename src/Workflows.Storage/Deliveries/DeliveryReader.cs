using System.Data.Common;
using System.Globalization;
using System.Text;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Deliveries;

/// <summary>Reads held deliveries and gates with SQL that both dialects take. Conditions are written as the partial indexes that serve them.</summary>
internal sealed class DeliveryReader(SqlDatabase database) : IDeliveryReader
{
    private const string Columns =
        "tenant, id, workflow, origin, type, status, revision, reason, message, attempts, due_ms, held_ms, updated_ms, run, correlation, input";

    private const string ReadySql = $"""
        SELECT {Columns} FROM held_deliveries h
        WHERE h.status = 1 AND h.workflow = @workflow AND h.tenant = @tenant AND (h.due_ms IS NULL OR h.due_ms <= @now)
            AND NOT EXISTS (
                SELECT 1 FROM held_deliveries b
                WHERE b.status = 1 AND b.workflow = @workflow AND b.due_ms IS NOT NULL AND b.due_ms > @now
                    AND b.correlation = h.correlation AND b.id < h.id)
        ORDER BY h.id LIMIT @limit
        """;

    private static readonly string ActiveSql = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT r.origin, count(*) FROM runs r WHERE r.tenant = @tenant AND r.workflow = @workflow AND r.status < {(int)RunStatus.Succeeded}
            AND NOT EXISTS (
                SELECT 1 FROM held_deliveries h
                WHERE h.tenant = @tenant AND h.id = r.id AND h.workflow = @workflow AND h.status = {(int)HeldStatus.Held})
        GROUP BY r.origin
        """);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldDelivery>> ListReadyAsync(
        TenantId tenant, WorkflowId workflow, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            ReadySql,
            command =>
            {
                Bind(command, tenant, workflow);
                command.Bind("now", now.ToMs());
                command.Bind("limit", PageLimit.Check(limit));
            },
            ReadHeld,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(
        TenantId tenant, WorkflowId workflow, DateTimeOffset after, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            SELECT min(due_ms) FROM held_deliveries
            WHERE status = 1 AND due_ms IS NOT NULL AND tenant = @tenant AND workflow = @workflow AND due_ms > @after
            """,
            command =>
            {
                Bind(command, tenant, workflow);
                command.Bind("after", after.ToMs());
            },
            reader => reader.IsDBNull(0) ? (DateTimeOffset?)null : reader.GetMoment(0),
            cancellationToken);
        return rows[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowId>> FindHoldingAsync(
        TenantId tenant, IReadOnlyList<WorkflowId> workflows, CancellationToken cancellationToken)
    {
        if (workflows.Count == 0) return [];

        // Numbers need no parameters, and each is one look into the index.
        var asked = string.Join(" UNION ALL ", workflows.Select(workflow => string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {workflow.Value} AS w WHERE EXISTS (SELECT 1 FROM held_deliveries WHERE status = 1 AND workflow = {workflow.Value} AND tenant = {tenant.Value})")));
        return await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = asked;
                return await SqlDatabase.ReadRowsAsync(command, reader => new WorkflowId(reader.GetInt32(0)), cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<(TenantId Tenant, WorkflowId Workflow)?> NextHoldingAsync(WorkflowId after, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "SELECT tenant, workflow FROM held_deliveries WHERE status = 1 AND workflow > @after ORDER BY workflow LIMIT 1",
            command => command.Bind("after", after.Value),
            reader => (new TenantId(reader.GetInt32(0)), new WorkflowId(reader.GetInt32(1))),
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldDelivery>> ListAsync(HeldQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit);
        var sql = new StringBuilder($"SELECT {Columns} FROM held_deliveries WHERE status <= 2 AND tenant = @tenant");
        sql.Append(CultureInfo.InvariantCulture, $" AND status = {(int)query.Status}");
        if (query.Workflow is not null) sql.Append(" AND workflow = @workflow");
        if (query.Reason is not null) sql.Append(" AND reason = @reason");
        if (query.Before is not null) sql.Append(" AND (id < @before OR (id = @before AND workflow < @beforeWorkflow))");
        return await database.QueryAsync(
            sql.Append(" ORDER BY id DESC, workflow DESC LIMIT @limit").ToString(),
            command =>
            {
                command.Bind("tenant", query.Tenant.Value);
                command.Bind("limit", query.Limit);
                if (query.Workflow is { } workflow) command.Bind("workflow", workflow.Value);
                if (query.Reason is { } reason) command.Bind("reason", reason);
                if (query.Before is not { } before) return;
                command.Bind("before", database.Uuid(before.Id));
                command.Bind("beforeWorkflow", before.Workflow.Value);
            },
            ReadHeld,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldDelivery>> FindAsync(TenantId tenant, Guid id, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"SELECT {Columns} FROM held_deliveries WHERE tenant = @tenant AND id = @id ORDER BY workflow",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("id", database.Uuid(id));
            },
            ReadHeld,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<GateRecord?> GetGateAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "SELECT version, state FROM workflow_gates WHERE tenant = @tenant AND workflow = @workflow",
            command => Bind(command, tenant, workflow),
            reader => new GateRecord(tenant, workflow, reader.GetInt64(0), reader.GetUtf8(1)),
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StartKey>> FindStartKeysAsync(
        TenantId tenant, WorkflowId workflow, IReadOnlyList<Guid> hashes, CancellationToken cancellationToken)
    {
        if (hashes.Count == 0) return [];
        return await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                Bind(command, tenant, workflow);
                command.CommandText =
                    $"SELECT hash, run FROM start_keys WHERE tenant = @tenant AND workflow = @workflow AND hash {database.In(command, "hashes", hashes)}";
                return await SqlDatabase.ReadRowsAsync(
                    command,
                    reader => new StartKey(tenant, workflow, database.GetGuid(reader, 0), new RunId(database.GetGuid(reader, 1))),
                    cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<RunOrigin, int>> CountActiveAsync(
        TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            ActiveSql,
            command => Bind(command, tenant, workflow),
            reader => ((RunOrigin)reader.GetInt16(0), (int)reader.GetInt64(1)),
            cancellationToken);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private static void Bind(DbCommand command, TenantId tenant, WorkflowId workflow)
    {
        command.Bind("tenant", tenant.Value);
        command.Bind("workflow", workflow.Value);
    }

    private HeldDelivery ReadHeld(DbDataReader reader) => new()
    {
        Tenant = new TenantId(reader.GetInt32(0)),
        Id = database.GetGuid(reader, 1),
        Workflow = new WorkflowId(reader.GetInt32(2)),
        Origin = (RunOrigin)reader.GetInt16(3),
        Type = reader.IsDBNull(4) ? null : new EventTypeId(reader.GetInt32(4)),
        Status = (HeldStatus)reader.GetInt16(5),
        Revision = reader.GetInt32(6),
        Reason = reader.GetString(7),
        Message = reader.GetText(8),
        Attempts = reader.GetInt32(9),
        Due = reader.IsDBNull(10) ? null : reader.GetMoment(10),
        HeldAt = reader.GetMoment(11),
        UpdatedAt = reader.GetMoment(12),
        Run = reader.IsDBNull(13) ? null : new RunId(database.GetGuid(reader, 13)),
        CorrelationId = reader.GetText(14),
        Input = reader.GetUtf8(15),
    };
}
