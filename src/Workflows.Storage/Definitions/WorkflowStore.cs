using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Schedules;
using Workflows.Storage.Sql;
using Workflows.Storage.Tenancy;

namespace Workflows.Storage.Definitions;

/// <summary>Keeps workflows and versions with SQL that both dialects take.</summary>
internal sealed partial class WorkflowStore(SqlDatabase database) : IWorkflowStore
{
    private const string InsertSql = """
        INSERT INTO workflows (
            tenant, key, name, description, draft, findings, published_version, settings, paused, deleted, revision, created_ms, updated_ms)
        VALUES (
            @Tenant, @Key, @Name, @Description, @Draft, @Findings, @PublishedVersion, @Settings, @Paused, @Deleted, @Revision, @CreatedMs,
            @UpdatedMs)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    // The last condition makes the insert of the version certain: the row lock of this statement keeps a second publisher out.
    private const string UpdateSql = """
        UPDATE workflows SET
            key = @Key, name = @Name, description = @Description, draft = @Draft, findings = @Findings,
            published_version = @PublishedVersion, settings = @Settings, paused = @Paused, deleted = @Deleted, revision = @Revision,
            updated_ms = @UpdatedMs
        WHERE id = @Id AND tenant = @Tenant AND revision = @Revision - 1
            AND NOT EXISTS (SELECT 1 FROM workflow_versions v WHERE v.workflow = @Id AND v.version = @NewVersion)
        """;

    private const string InsertVersionSql = """
        INSERT INTO workflow_versions (workflow, version, tenant, definition, trigger_event, contract, published_by, published_ms)
        VALUES (@Workflow, @Version, @Tenant, @Definition, @TriggerEvent, @Contract, @PublishedBy, @PublishedMs)
        """;

    private const string TriggeredSql = $"""
        SELECT {WorkflowVersionRow.Columns} FROM workflow_versions v
        JOIN workflows w ON w.id = v.workflow AND w.published_version = v.version
        WHERE v.tenant = @tenant AND v.trigger_event = @type AND w.tenant = @tenant AND NOT w.deleted
        ORDER BY v.workflow
        """;

    /// <inheritdoc/>
    public Task<WorkflowRecord?> CreateAsync(WorkflowRecord workflow, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var id = await connection.ExecuteScalarAsync<int?>(InsertSql, WorkflowRow.From(workflow));
                if (id is null) return null;
                await connection.AppendAuditAsync(database, audit);
                return workflow with { Id = new WorkflowId(id.Value) };
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateAsync(
        WorkflowRecord workflow, WorkflowVersionRecord? version, AuditRecord audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var values = new DynamicParameters(WorkflowRow.From(workflow));
                values.Add("NewVersion", version?.Version ?? 0);
                if (await connection.ExecuteAsync(UpdateSql, values) == 0) return false;
                if (version is not null) await connection.ExecuteAsync(InsertVersionSql, WorkflowVersionRow.From(version));
                await connection.FollowWorkflowAsync(database, workflow, version);
                await connection.AppendAuditAsync(database, audit);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> ImportAsync(IReadOnlyList<WorkflowImport> imports, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                async connection =>
                {
                    foreach (var import in imports) await ImportAsync(connection, import);
                    return true;
                },
                cancellationToken);
            return null;
        }
        catch (ImportConflictException conflict)
        {
            return conflict.Key;
        }
    }

    private async Task ImportAsync(DbConnection connection, WorkflowImport import)
    {
        var row = WorkflowRow.From(import.Workflow);
        if (import.IsNew)
        {
            row.Id = await connection.ExecuteScalarAsync<int?>(InsertSql, row) ?? throw new ImportConflictException(row.Key);
        }
        else
        {
            var values = new DynamicParameters(row);
            values.Add("NewVersion", import.Versions is [var first, ..] ? first.Version : 0);
            if (await connection.ExecuteAsync(UpdateSql, values) == 0) throw new ImportConflictException(row.Key);
        }

        var workflow = import.Workflow with { Id = new WorkflowId(row.Id) };
        var versions = import.Versions.Select(version => version with
        {
            Workflow = workflow.Id, Schedule = version.Schedule is { } schedule ? schedule with { Workflow = workflow.Id } : null,
        }).ToList();
        foreach (var version in versions) await connection.ExecuteAsync(InsertVersionSql, WorkflowVersionRow.From(version));
        await connection.FollowWorkflowAsync(database, workflow, versions.LastOrDefault());
        await connection.AppendAuditAsync(database, import.Audit);
    }

    /// <summary>Rolls the transaction of an import back.</summary>
    private sealed class ImportConflictException(string key) : Exception
    {
        public string Key => key;
    }

    /// <inheritdoc/>
    public Task<WorkflowRecord?> GetAsync(TenantId tenant, string key, CancellationToken cancellationToken) =>
        FindAsync("tenant = @tenant AND key = @key AND NOT deleted", new { tenant = tenant.Value, key }, cancellationToken);

    /// <inheritdoc/>
    public Task<WorkflowRecord?> GetAsync(TenantId tenant, WorkflowId id, CancellationToken cancellationToken) =>
        FindAsync("tenant = @tenant AND id = @id", new { tenant = tenant.Value, id = id.Value }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        const string sql = $"""
            SELECT {WorkflowRow.Columns} FROM workflows WHERE tenant = @tenant AND NOT deleted AND key > @after ORDER BY key LIMIT @limit
            """;
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<WorkflowRow>(sql, new { tenant = tenant.Value, after = after ?? "", limit }),
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <inheritdoc/>
    public async Task<WorkflowVersionRecord?> GetVersionAsync(
        TenantId tenant, WorkflowId workflow, int version, CancellationToken cancellationToken)
    {
        var found = await VersionsAsync(
            $"""
            SELECT {WorkflowVersionRow.Columns} FROM workflow_versions v
            WHERE v.tenant = @tenant AND v.workflow = @workflow AND v.version = @version
            """,
            new { tenant = tenant.Value, workflow = workflow.Value, version },
            cancellationToken);
        return found.SingleOrDefault();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkflowVersionRecord>> ListVersionsAsync(
        TenantId tenant, WorkflowId workflow, CancellationToken cancellationToken) =>
        VersionsAsync(
            $"""
            SELECT {WorkflowVersionRow.Columns} FROM workflow_versions v
            WHERE v.tenant = @tenant AND v.workflow = @workflow ORDER BY v.version DESC
            """,
            new { tenant = tenant.Value, workflow = workflow.Value },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkflowVersionRecord>> ListTriggeredAsync(
        TenantId tenant, EventTypeId type, CancellationToken cancellationToken) =>
        VersionsAsync(TriggeredSql, new { tenant = tenant.Value, type = type.Value }, cancellationToken);

    private async Task<WorkflowRecord?> FindAsync(string condition, object values, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<WorkflowRow>(
                $"SELECT {WorkflowRow.Columns} FROM workflows WHERE {condition}", values),
            cancellationToken);
        return row?.ToRecord();
    }

    private async Task<IReadOnlyList<WorkflowVersionRecord>> VersionsAsync(string sql, object values, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<WorkflowVersionRow>(sql, values), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }
}
