using System.Data.Common;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Tasks;

/// <summary>The ties of child runs.</summary>
internal sealed partial class TaskReader
{
    private const string LinkColumns = "l.run, l.tenant, l.parent, l.parent_wait, l.root, l.depth, l.step, l.attached";

    /// <inheritdoc/>
    public async Task<RunLink?> GetLinkAsync(TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT {LinkColumns} FROM run_links l WHERE l.run = @run AND l.tenant = @tenant",
            command => BindRun(command, tenant, run),
            ReadLink,
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunLink>> ListChildrenAsync(
        TenantId tenant, RunId parent, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        return await database.QueryAsync(
            $"SELECT {LinkColumns} FROM run_links l WHERE l.parent = @run AND l.tenant = @tenant ORDER BY l.run LIMIT @limit",
            command =>
            {
                BindRun(command, tenant, parent);
                command.Bind("limit", limit);
            },
            ReadLink,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunLink>> ListOrphansAsync(RunId after, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        return await database.QueryAsync(
            $"""
            SELECT {LinkColumns} FROM run_links l
            WHERE {database.IsTrue("l.attached")} AND l.run > @after
                AND NOT EXISTS (SELECT 1 FROM waits w WHERE w.run = l.parent AND w.no = l.parent_wait)
            ORDER BY l.run LIMIT @limit
            """,
            command =>
            {
                command.Bind("after", database.Uuid(after.Value));
                command.Bind("limit", limit);
            },
            ReadLink,
            cancellationToken);
    }

    private void BindRun(DbCommand command, TenantId tenant, RunId run)
    {
        command.Bind("tenant", tenant.Value);
        command.Bind("run", database.Uuid(run.Value));
    }

    private RunLink ReadLink(DbDataReader reader) => new()
    {
        Run = new RunId(database.GetGuid(reader, 0)),
        Tenant = new TenantId(reader.GetInt32(1)),
        Parent = new WaitId(new RunId(database.GetGuid(reader, 2)), reader.GetInt32(3)),
        Root = new RunId(database.GetGuid(reader, 4)),
        Depth = reader.GetInt16(5),
        Step = reader.GetString(6),
        IsAttached = reader.GetBoolean(7),
    };
}
