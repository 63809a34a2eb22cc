using System.Data.Common;
using System.Globalization;
using System.Text;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Tasks;

/// <summary>Reads human tasks with SQL that both dialects take.</summary>
internal sealed partial class TaskReader(SqlDatabase database) : ITaskReader
{
    private const string Columns =
        "t.id, t.tenant, t.run, t.wait_no, t.workflow, t.step, t.task_type, t.title, t.description, t.context, t.form, t.form_ref, t.assignees, "
        + "t.priority, t.status, t.revision, t.due_ms, t.claimed_by, t.claimed_ms, t.completed_by, t.closed_ms, t.answer";

    /// <inheritdoc/>
    public async Task<HumanTaskRecord?> GetAsync(TenantId tenant, HumanTaskId task, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT {Columns} FROM human_tasks t WHERE t.tenant = @tenant AND t.id = @id",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("id", database.Uuid(task.Value));
            },
            ReadTask,
            cancellationToken);
        return rows is [var found] ? found : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HumanTaskRecord>> ListAsync(TaskQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit);
        return await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = Sql(command, query);
                return await SqlDatabase.ReadRowsAsync(command, ReadTask, cancellationToken);
            },
            cancellationToken);
    }

    private string Sql(DbCommand command, TaskQuery query)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM human_tasks t WHERE t.tenant = @tenant");
        command.Bind("tenant", query.Tenant.Value);
        command.Bind("limit", query.Limit);
        if (query.Statuses.Count > 0)
        {
            // Said beside the list, so that the partial index of open tasks is taken.
            if (query.Statuses.All(status => status < HumanTaskStatus.Completed)) sql.Append(" AND t.status < 3");
            sql.Append(CultureInfo.InvariantCulture, $" AND t.status IN ({string.Join(", ", query.Statuses.Select(status => (int)status))})");
        }

        if (query.Assignees.Count > 0)
        {
            sql.Append($"""
                 AND (EXISTS (SELECT 1 FROM human_task_assignees a
                    WHERE a.tenant = t.tenant AND a.task = t.id AND a.assignee {database.In(command, "assignees", query.Assignees)})
                """);
            if (query.ClaimedBy is not null) sql.Append(" OR t.claimed_by = @claimed");
            sql.Append(')');
        }

        if (query.ClaimedBy is { } user) command.Bind("claimed", user);
        if (query.Workflow is { } workflow) Add(sql, command, " AND t.workflow = @workflow", "workflow", workflow.Value);
        if (query.Run is { } run) Add(sql, command, " AND t.run = @run", "run", database.Uuid(run.Value));
        if (query.DueBefore is { } due) Add(sql, command, " AND t.due_ms < @due", "due", due.ToMs());
        if (query.Before is { } before) Add(sql, command, " AND t.id < @before", "before", database.Uuid(before.Value));
        return sql.Append(" ORDER BY t.id DESC LIMIT @limit").ToString();
    }

    private static void Add(StringBuilder sql, DbCommand command, string condition, string name, object value)
    {
        sql.Append(condition);
        command.Bind(name, value);
    }

    private HumanTaskRecord ReadTask(DbDataReader reader) => new()
    {
        Id = new HumanTaskId(database.GetGuid(reader, 0)),
        Tenant = new TenantId(reader.GetInt32(1)),
        Wait = new WaitId(new RunId(database.GetGuid(reader, 2)), reader.GetInt32(3)),
        Workflow = new WorkflowId(reader.GetInt32(4)),
        Step = reader.GetString(5),
        TaskType = reader.GetString(6),
        Title = reader.GetString(7),
        Description = reader.GetText(8),
        Context = reader.GetUtf8(9),
        FormSchema = reader.GetUtf8(10),
        FormSchemaRef = reader.GetText(11),
        Assignees = TaskRows.Split(reader.GetString(12)),
        Priority = (HumanTaskPriority)reader.GetInt16(13),
        Status = (HumanTaskStatus)reader.GetInt16(14),
        Revision = reader.GetInt32(15),
        Due = reader.IsDBNull(16) ? null : reader.GetMoment(16),
        ClaimedBy = reader.GetText(17),
        ClaimedAt = reader.IsDBNull(18) ? null : reader.GetMoment(18),
        CompletedBy = reader.GetText(19),
        ClosedAt = reader.IsDBNull(20) ? null : reader.GetMoment(20),
        Answer = reader.GetUtf8(21),
    };
}
