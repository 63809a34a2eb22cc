using System.Data.Common;
using System.Globalization;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Operations;

/// <summary>Jobs.</summary>
internal sealed partial class OperationStore
{
    private const string JobColumns = "tenant, id, kind, status, revision, actor, request, progress, updated_ms";

    // The state is written as a literal, because a planner takes a partial index only when it sees that the value is in it.
    private static readonly string RunningSql = string.Create(
        CultureInfo.InvariantCulture, $"SELECT {JobColumns} FROM jobs WHERE status = {(int)JobStatus.Running} ORDER BY id LIMIT 1000");

    /// <inheritdoc/>
    public Task AddJobAsync(JobRecord job, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync(
                    $"""
                    INSERT INTO jobs ({JobColumns})
                    VALUES (@Tenant, @Id, @Kind, @Status, @Revision, @Actor, @Request, @Progress, @Updated)
                    """,
                    Values(job));
                return await connection.AppendAuditAsync(database, audit);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateJobAsync(
        JobRecord job, IReadOnlyList<JobItem> items, AuditRecord? audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    UPDATE jobs SET status = @Status, revision = @Revision, progress = @Progress, updated_ms = @Updated
                    WHERE tenant = @Tenant AND id = @Id AND revision = @Revision - 1
                    """,
                    Values(job));
                if (changed == 0) return false;
                foreach (var item in items)
                {
                    await connection.ExecuteAsync(
                        "INSERT INTO job_items (job, run, outcome) VALUES (@job, @run, @outcome) ON CONFLICT DO NOTHING",
                        new { job = database.Uuid(item.Job), run = database.Uuid(item.Run.Value), outcome = item.Outcome });
                }

                if (audit is not null) await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<JobRecord?> GetJobAsync(TenantId tenant, Guid job, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT {JobColumns} FROM jobs WHERE tenant = @tenant AND id = @id",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("id", database.Uuid(job));
            },
            ReadJob,
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobRecord>> ListJobsAsync(
        TenantId tenant, Guid? before, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        return await database.QueryAsync(
            $"SELECT {JobColumns} FROM jobs WHERE tenant = @tenant{(before is null ? "" : " AND id < @before")} ORDER BY id DESC LIMIT @limit",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("limit", limit);
                if (before is { } id) command.Bind("before", database.Uuid(id));
            },
            ReadJob,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobRecord>> ListRunningJobsAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(RunningSql, _ => { }, ReadJob, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> FindItemAsync(Guid job, RunId run, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "SELECT outcome FROM job_items WHERE job = @job AND run = @run",
            command =>
            {
                command.Bind("job", database.Uuid(job));
                command.Bind("run", database.Uuid(run.Value));
            },
            reader => reader.GetString(0),
            cancellationToken);
        return rows is [var outcome] ? outcome : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobItem>> ListItemsAsync(Guid job, RunId? after, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        return await database.QueryAsync(
            $"SELECT run, outcome FROM job_items WHERE job = @job{(after is null ? "" : " AND run > @after")} ORDER BY run LIMIT @limit",
            command =>
            {
                command.Bind("job", database.Uuid(job));
                command.Bind("limit", limit);
                if (after is { } run) command.Bind("after", database.Uuid(run.Value));
            },
            reader => new JobItem(job, new RunId(database.GetGuid(reader, 0)), reader.GetString(1)),
            cancellationToken);
    }

    private object Values(JobRecord job) => new
    {
        Tenant = job.Tenant.Value,
        Id = database.Uuid(job.Id),
        job.Kind,
        Status = (short)job.Status,
        job.Revision,
        job.Actor,
        Request = job.Request.ToText(),
        Progress = job.Progress.ToText(),
        Updated = job.UpdatedAt.ToMs(),
    };

    private JobRecord ReadJob(DbDataReader reader) => new()
    {
        Tenant = new TenantId(reader.GetInt32(0)),
        Id = database.GetGuid(reader, 1),
        Kind = reader.GetString(2),
        Status = (JobStatus)reader.GetInt16(3),
        Revision = reader.GetInt32(4),
        Actor = reader.GetString(5),
        Request = reader.GetUtf8(6),
        Progress = reader.GetUtf8(7),
        UpdatedAt = reader.GetMoment(8),
    };
}
