using System.Data.Common;
using System.Globalization;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Runs;

/// <summary>Reads runs and waits with SQL that both dialects take.</summary>
internal sealed partial class RunReader(SqlDatabase database) : IRunReader
{
    private const string ListColumns =
        "id, tenant, workflow, version, status, origin, revision, updated_ms, event, correlation, error_code";

    private const string GetSql = $"SELECT {ListColumns}, state, history FROM runs WHERE tenant = @tenant AND id = @id";

    // The state is written as a literal, because a planner takes a partial index only when it sees that the value is in it.
    private static readonly string RunningSql = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT {ListColumns} FROM runs WHERE status = {(int)RunStatus.Running} AND id > @after AND updated_ms >= @since ORDER BY id LIMIT @limit");

    private static readonly string ActiveSql = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT count(*) FROM runs WHERE tenant = @tenant AND workflow = @workflow AND status < {(int)RunStatus.Succeeded}");

    /// <inheritdoc/>
    public async Task<RunRecord?> GetAsync(TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        var rows = await database.FindAsync(
            GetSql,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("id", database.Uuid(run.Value));
            },
            reader => ReadRun(reader) with { State = reader.GetFieldValue<byte[]>(11), History = reader.GetUtf8(12) },
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StatePart>> GetPartsAsync(TenantId tenant, RunId run, CancellationToken cancellationToken) =>
        await database.FindAsync(
            """
            SELECT p.no, p.content FROM run_parts p
            WHERE p.run = @id AND EXISTS (SELECT 1 FROM runs r WHERE r.tenant = @tenant AND r.id = @id)
            ORDER BY p.no
            """,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("id", database.Uuid(run.Value));
            },
            reader => new StatePart(run, reader.GetInt32(0), reader.GetFieldValue<byte[]>(1)),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SliceRecord>> GetSlicesAsync(TenantId tenant, RunId run, CancellationToken cancellationToken) =>
        await database.FindAsync(
            """
            SELECT s.revision, s.history FROM run_slices s
            WHERE s.run = @id AND EXISTS (SELECT 1 FROM runs r WHERE r.tenant = @tenant AND r.id = @id)
            ORDER BY s.revision
            """,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("id", database.Uuid(run.Value));
            },
            reader => new SliceRecord(run, reader.GetInt32(0), reader.GetUtf8(1)),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunRecord>> ListRunningAsync(
        RunId after, DateTimeOffset changedSince, int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            RunningSql,
            command =>
            {
                command.Bind("after", database.Uuid(after.Value));
                command.Bind("since", changedSince.ToMs());
                command.Bind("limit", limit);
            },
            ReadRun,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<int> CountActiveAsync(TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            ActiveSql,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("workflow", workflow.Value);
            },
            reader => (int)reader.GetInt64(0),
            cancellationToken);
        return rows[0];
    }

    private RunRecord ReadRun(DbDataReader reader)
    {
        var id = new RunId(database.GetGuid(reader, 0));
        return new RunRecord
        {
            Id = id,
            Tenant = new TenantId(reader.GetInt32(1)),
            Workflow = new WorkflowId(reader.GetInt32(2)),
            Version = reader.GetInt32(3),
            Status = (RunStatus)reader.GetInt16(4),
            Origin = (RunOrigin)reader.GetInt16(5),
            Revision = reader.GetInt32(6),
            StartedAt = IdSource.TimeOf(id.Value),
            UpdatedAt = reader.GetMoment(7),
            Event = reader.IsDBNull(8) ? null : new EventKey(database.GetGuid(reader, 8)),
            CorrelationId = reader.GetText(9),
            ErrorCode = reader.GetText(10),
            State = default,
            History = default,
        };
    }
}
