using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Abstractions.Workers;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Workers;

/// <summary>Keeps remote actions and tasks with SQL that both dialects take.</summary>
internal sealed class WorkerStore(SqlDatabase database) : IWorkerStore
{
    private const string TaskColumns =
        "run, no, tenant, topic, body, created_ms, leases, token, owner, lease_until_ms, due_ms, answer, answered_ms";

    private const string OneTask = "tenant = @tenant AND run = @run AND no = @no";

    /// <inheritdoc/>
    public Task<bool> AddActionAsync(RemoteActionRecord action, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var added = await connection.ExecuteAsync(
                    """
                    INSERT INTO remote_actions (tenant, id, version, body, created_by, created_ms)
                    VALUES (@tenant, @id, @version, @body, @by, @at) ON CONFLICT DO NOTHING
                    """,
                    new
                    {
                        tenant = action.Tenant.Value, id = action.Id, version = action.Version, body = action.Body.ToText(),
                        by = action.CreatedBy, at = action.CreatedAt.ToMs(),
                    });
                if (added == 0) return false;
                await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RemoteActionRecord>> ListActionsAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT id, version, body, created_by, created_ms FROM remote_actions WHERE tenant = @tenant ORDER BY id, version",
            command => command.Bind("tenant", tenant.Value),
            reader => new RemoteActionRecord(
                tenant, reader.GetString(0), reader.GetInt32(1), reader.GetUtf8(2), reader.GetString(3), reader.GetMoment(4)),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<WorkerTaskRecord> GetOrAddTaskAsync(WorkerTaskRecord task, CancellationToken cancellationToken)
    {
        var added = await WriteAsync(
            """
            INSERT INTO worker_tasks (run, no, tenant, topic, body, created_ms, leases, lease_until_ms, due_ms)
            VALUES (@run, @no, @tenant, @topic, @body, @created, 0, 0, @due) ON CONFLICT DO NOTHING
            """,
            new
            {
                run = database.Uuid(task.Run.Value), no = task.Number, tenant = task.Tenant.Value, topic = task.Topic,
                body = task.Body.ToText(), created = task.CreatedAt.ToMs(), due = task.Due?.ToMs(),
            },
            cancellationToken);
        return added > 0 ? task : await GetTaskAsync(task.Tenant, task.Run, task.Number, cancellationToken) ?? task;
    }

    /// <inheritdoc/>
    public async Task<WorkerTaskRecord?> GetTaskAsync(TenantId tenant, RunId run, int number, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT {TaskColumns} FROM worker_tasks WHERE {OneTask}",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("run", database.Uuid(run.Value));
                command.Bind("no", number);
            },
            ReadTask, cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerTaskRecord>> ListOpenAsync(
        TenantId tenant, IReadOnlyList<string> topics, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        var oldest = await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.Bind("tenant", tenant.Value);
                command.Bind("now", now.ToMs());
                command.Bind("limit", limit);
                command.CommandText = database.Lookup(
                    command,
                    $"SELECT {TaskColumns} FROM worker_tasks WHERE tenant = @tenant AND answered_ms IS NULL AND lease_until_ms <= @now",
                    "topic", topics, "ORDER BY created_ms, run, no LIMIT @limit");
                return await SqlDatabase.ReadRowsAsync(command, ReadTask, cancellationToken);
            },
            cancellationToken);
        return [.. oldest.OrderBy(task => task.CreatedAt).ThenBy(task => task.Run.Value).ThenBy(task => task.Number).Take(limit)];
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextFreeAsync(TenantId tenant, IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.Bind("tenant", tenant.Value);
                command.CommandText = $"""
                    SELECT min(lease_until_ms) FROM worker_tasks
                    WHERE tenant = @tenant AND topic {database.In(command, "topic", topics)} AND answered_ms IS NULL
                    """;
                return await SqlDatabase.ReadRowsAsync(
                    command, reader => reader.IsDBNull(0) ? (DateTimeOffset?)null : reader.GetMoment(0), cancellationToken);
            },
            cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerQueue>> ListQueuesAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            SELECT topic, CASE WHEN lease_until_ms > @now THEN owner END AS holder, count(*), sum(CASE WHEN leases > 0 THEN 1 ELSE 0 END),
                min(created_ms), max(lease_until_ms)
            FROM worker_tasks WHERE tenant = @tenant AND answered_ms IS NULL GROUP BY 1, 2 ORDER BY 1, 2
            """,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("now", now.ToMs());
            },
            reader => (Topic: reader.GetString(0), Holder: reader.GetText(1), Tasks: (int)reader.GetInt64(2), Leased: (int)reader.GetInt64(3),
                Oldest: reader.GetMoment(4), Until: reader.GetMoment(5)),
            cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.Topic).Select(topic =>
            {
                var waiting = topic.Where(row => row.Holder is null).ToArray();
                return new WorkerQueue(
                    topic.Key, waiting.Sum(row => row.Tasks), waiting.Sum(row => row.Leased), waiting is [var only] ? only.Oldest : null,
                    [.. topic.Where(row => row.Holder is not null).Select(row => new BusyWorker(row.Holder!, row.Tasks, row.Until))]);
            }),
        ];
    }

    /// <inheritdoc/>
    public async Task<bool> LeaseAsync(WorkerTaskRecord task, CancellationToken cancellationToken) =>
        await WriteAsync(
            $"""
            UPDATE worker_tasks SET leases = @leases, token = @token, owner = @owner, lease_until_ms = @until, due_ms = @due
            WHERE {OneTask} AND answered_ms IS NULL AND leases = @leases - 1
            """,
            new
            {
                leases = task.Leases, token = database.Uuid(task.Token!.Value), owner = task.Owner, until = task.LeasedUntil.ToMs(),
                due = task.Due?.ToMs(), tenant = task.Tenant.Value, run = database.Uuid(task.Run.Value), no = task.Number,
            },
            cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<bool> ExtendAsync(
        TenantId tenant, RunId run, int number, Guid token, DateTimeOffset until, CancellationToken cancellationToken) =>
        await WriteAsync(
            $"UPDATE worker_tasks SET lease_until_ms = @until WHERE {OneTask} AND token = @token AND answered_ms IS NULL",
            new { until = until.ToMs(), tenant = tenant.Value, run = database.Uuid(run.Value), no = number, token = database.Uuid(token) },
            cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<bool> AnswerAsync(
        WorkerTaskRecord task, ReadOnlyMemory<byte> answer, DateTimeOffset now, CancellationToken cancellationToken) =>
        await WriteAsync(
            $"""
            UPDATE worker_tasks SET answer = @answer, answered_ms = @now, token = @token, body = ''
            WHERE {OneTask} AND answered_ms IS NULL AND leases = @leases
            """,
            new
            {
                answer = answer.ToArray(), now = now.ToMs(), token = task.Token is { } token ? database.Uuid(token) : null, leases = task.Leases,
                tenant = task.Tenant.Value, run = database.Uuid(task.Run.Value), no = task.Number,
            },
            cancellationToken) == 1;

    /// <inheritdoc/>
    public Task RemoveAsync(TenantId tenant, RunId run, int number, CancellationToken cancellationToken) =>
        WriteAsync(
            $"DELETE FROM worker_tasks WHERE {OneTask} AND answered_ms IS NULL",
            new { tenant = tenant.Value, run = database.Uuid(run.Value), no = number }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerTaskRecord>> ListOverdueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"""
            SELECT {TaskColumns} FROM worker_tasks WHERE answered_ms IS NULL AND due_ms IS NOT NULL AND due_ms <= @now
            ORDER BY due_ms LIMIT @limit
            """,
            command =>
            {
                command.Bind("now", now.ToMs());
                command.Bind("limit", PageLimit.Check(limit));
            },
            ReadTask, cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "SELECT due_ms FROM worker_tasks WHERE answered_ms IS NULL AND due_ms IS NOT NULL ORDER BY due_ms LIMIT 1",
            _ => { }, reader => (DateTimeOffset?)reader.GetMoment(0), cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    public Task<int> PruneTasksAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        WriteAsync(
            $"""
            DELETE FROM worker_tasks WHERE (run, no) IN (
                SELECT run, no FROM worker_tasks AS task WHERE coalesce(answered_ms, created_ms) < @before
                AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.tenant = task.tenant AND runs.id = task.run AND runs.status = {(int)RunStatus.Running})
                LIMIT @limit)
            """,
            new { before = before.ToMs(), limit = PageLimit.Check(limit) }, cancellationToken);

    private Task<int> WriteAsync(string sql, object values, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.ExecuteAsync(sql, values), cancellationToken);

    private WorkerTaskRecord ReadTask(DbDataReader reader) => new()
    {
        Run = new RunId(database.GetGuid(reader, 0)),
        Number = reader.GetInt32(1),
        Tenant = new TenantId(reader.GetInt32(2)),
        Topic = reader.GetString(3),
        Body = reader.GetUtf8(4),
        CreatedAt = reader.GetMoment(5),
        Leases = reader.GetInt32(6),
        Token = reader.IsDBNull(7) ? null : database.GetGuid(reader, 7),
        Owner = reader.GetText(8),
        LeasedUntil = reader.GetMoment(9),
        Due = reader.IsDBNull(10) ? null : reader.GetMoment(10),
        Answer = reader.IsDBNull(11) ? default : reader.GetFieldValue<byte[]>(11),
        AnsweredAt = reader.IsDBNull(12) ? null : reader.GetMoment(12),
    };
}
