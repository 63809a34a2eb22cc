using Dapper;
using Workflows.Abstractions.Ids;

namespace Workflows.Storage.Definitions;

/// <summary>Who listens to what.</summary>
internal sealed partial class WorkflowStore
{
    private const string TriggersSql = """
        SELECT w.id AS Workflow, w.key AS Key, v.trigger_event AS Type FROM workflow_versions v
        JOIN workflows w ON w.id = v.workflow AND w.published_version = v.version
        WHERE v.tenant = @tenant AND v.trigger_event IS NOT NULL AND w.tenant = @tenant AND NOT w.deleted
        ORDER BY w.key
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(WorkflowId Workflow, string Key, EventTypeId Type)>> ListTriggersAsync(
        TenantId tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<TriggerRow>(TriggersSql, new { tenant = tenant.Value }), cancellationToken);
        return [.. rows.Select(row => (new WorkflowId(row.Workflow), row.Key, new EventTypeId(row.Type)))];
    }

    private sealed class TriggerRow
    {
        public int Workflow { get; set; }

        public string Key { get; set; } = "";

        public int Type { get; set; }
    }
}
