using System.Globalization;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Definitions;

/// <summary>What lists of workflows read.</summary>
internal sealed partial class WorkflowStore
{
    private const string HeadsSql = """
        SELECT id, tenant, key, name, description, published_version AS PublishedVersion, settings, paused, deleted, revision,
            created_ms AS CreatedMs, updated_ms AS UpdatedMs,
            EXISTS (SELECT 1 FROM schedules s WHERE s.workflow = workflows.id AND s.status <> @completed) AS HasSchedule
        FROM workflows WHERE tenant = @tenant AND NOT deleted AND key > @after ORDER BY key LIMIT @limit
        """;

    private const string WithPublishedSql = $"""
        SELECT {WorkflowRow.Columns}, (
            SELECT v.definition FROM workflow_versions v WHERE v.workflow = workflows.id AND v.version = workflows.published_version) AS Published
        FROM workflows WHERE tenant = @tenant AND id IN
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowHead>> ListHeadsAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<HeadRow>(
                HeadsSql, new { tenant = tenant.Value, after = after ?? "", limit, completed = (int)ScheduleStatus.Completed }),
            cancellationToken);
        return [.. rows.Select(row => new WorkflowHead(row.ToRecord(), row.HasSchedule))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowWithPublished>> GetWithPublishedAsync(
        TenantId tenant, IReadOnlyList<WorkflowId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        PageLimit.Check(ids.Count);
        var numbers = string.Join(',', ids.Select(id => id.Value.ToString(CultureInfo.InvariantCulture)));
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<PublishedRow>($"{WithPublishedSql} ({numbers})", new { tenant = tenant.Value }),
            cancellationToken);
        return [.. rows.Select(row => new WorkflowWithPublished(row.ToRecord(), row.Published?.ToUtf8()))];
    }

    private sealed class HeadRow : WorkflowRow
    {
        public bool HasSchedule { get; set; }
    }

    private sealed class PublishedRow : WorkflowRow
    {
        public string? Published { get; set; }
    }
}
