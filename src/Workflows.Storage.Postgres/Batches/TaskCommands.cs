using Npgsql;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Tasks;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Human tasks and the ties of child runs: rare beside runs and waits, so always one statement a kind.</summary>
internal static class TaskCommands
{
    private const string InsertTasksSql = """
        INSERT INTO human_tasks (
            id, tenant, run, wait_no, workflow, step, task_type, title, description, context, form, form_ref, assignees, priority, status,
            revision, due_ms)
        SELECT id, tenant, run, wait_no, workflow, step, task_type, title, description, nullif(convert_from(context, 'UTF8'), ''),
            nullif(convert_from(form, 'UTF8'), ''), form_ref, assignees, priority, status, revision, due_ms
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS m (
            id, tenant, run, wait_no, workflow, step, task_type, title, description, context, form, form_ref, assignees, priority, status,
            revision, due_ms)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateTasksSql = """
        UPDATE human_tasks t
        SET status = m.status, revision = m.revision, assignees = m.assignees, claimed_by = m.claimed_by, claimed_ms = m.claimed_ms,
            completed_by = m.completed_by, closed_ms = m.closed_ms, answer = nullif(convert_from(m.answer, 'UTF8'), '')
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS m (
            tenant, id, status, revision, assignees, claimed_by, claimed_ms, completed_by, closed_ms, answer)
        WHERE t.tenant = m.tenant AND t.id = m.id AND t.revision = m.revision - 1 AND t.status < 3
        """;

    private const string CloseTasksSql = """
        UPDATE human_tasks t SET status = m.status, closed_ms = m.closed_ms, revision = t.revision + 1
        FROM unnest($1, $2, $3, $4) AS m (run, wait_no, status, closed_ms)
        WHERE t.run = m.run AND t.wait_no = m.wait_no AND t.status < 3
        """;

    private const string InsertLinksSql = """
        INSERT INTO run_links (run, tenant, parent, parent_wait, root, depth, step, attached)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
        """;

    private const string DetachLinksSql =
        "UPDATE run_links l SET attached = FALSE FROM unnest($1) AS m (run) WHERE l.run = m.run AND l.attached";

    /// <summary>Adds the statements that the rows need.</summary>
    public static void AddTo(List<Check> checks, BatchRows rows)
    {
        if (rows.NewTasks.Count > 0) checks.Add(new Check(InsertTasks(rows.NewTasks), rows.NewTasks.Count, Fence.NewRow));
        if (rows.TaskUpdates.Count > 0)
        {
            checks.Add(new Check(UpdateTasks(rows.TaskUpdates), rows.TaskUpdates.Count, Fence.Task));
            checks.Add(new Check(RemoveAssignees(rows.TaskUpdates), Check.AnyNumber, Fence.Task));
        }

        var assignees = rows.NewTasks.Concat(rows.TaskUpdates).SelectMany(task => task.Assignees.Select(assignee => (task, assignee))).ToList();
        if (assignees.Count > 0) checks.Add(new Check(InsertAssignees(assignees), assignees.Count, Fence.NewRow));
        if (rows.ClosedTasks.Count > 0) checks.Add(new Check(CloseTasks(rows.ClosedTasks), rows.ClosedTasks.Count, Fence.Task));
        if (rows.NewLinks.Count > 0) checks.Add(new Check(InsertLinks(rows.NewLinks), rows.NewLinks.Count, Fence.NewRow));
        if (rows.DetachedLinks.Count > 0) checks.Add(new Check(DetachLinks(rows.DetachedLinks), rows.DetachedLinks.Count, Fence.Link));
    }

    private static NpgsqlBatchCommand InsertTasks(List<HumanTaskRecord> tasks) => new(InsertTasksSql)
    {
        Parameters =
        {
            Column.Of(tasks.ConvertAll(task => task.Id.Value)),
            Column.Of(tasks.ConvertAll(task => task.Tenant.Value)),
            Column.Of(tasks.ConvertAll(task => task.Wait.Run.Value)),
            Column.Of(tasks.ConvertAll(task => task.Wait.Number)),
            Column.Of(tasks.ConvertAll(task => task.Workflow.Value)),
            Column.Of(tasks.ConvertAll(task => task.Step)),
            Column.Of(tasks.ConvertAll(task => task.TaskType)),
            Column.Of(tasks.ConvertAll(task => task.Title)),
            Column.Of(tasks.ConvertAll(task => task.Description)),
            Column.Of(tasks.ConvertAll(task => task.Context)),
            Column.Of(tasks.ConvertAll(task => task.FormSchema)),
            Column.Of(tasks.ConvertAll(task => task.FormSchemaRef)),
            Column.Of(tasks.ConvertAll(task => TaskRows.Join(task.Assignees))),
            Column.Of(tasks.ConvertAll(task => (short)task.Priority)),
            Column.Of(tasks.ConvertAll(task => (short)task.Status)),
            Column.Of(tasks.ConvertAll(task => task.Revision)),
            Column.Of(tasks.ConvertAll(task => task.Due?.ToUnixTimeMilliseconds())),
        },
    };

    private static NpgsqlBatchCommand UpdateTasks(List<HumanTaskRecord> tasks) => new(UpdateTasksSql)
    {
        Parameters =
        {
            Column.Of(tasks.ConvertAll(task => task.Tenant.Value)),
            Column.Of(tasks.ConvertAll(task => task.Id.Value)),
            Column.Of(tasks.ConvertAll(task => (short)task.Status)),
            Column.Of(tasks.ConvertAll(task => task.Revision)),
            Column.Of(tasks.ConvertAll(task => TaskRows.Join(task.Assignees))),
            Column.Of(tasks.ConvertAll(task => task.ClaimedBy)),
            Column.Of(tasks.ConvertAll(task => task.ClaimedAt?.ToUnixTimeMilliseconds())),
            Column.Of(tasks.ConvertAll(task => task.CompletedBy)),
            Column.Of(tasks.ConvertAll(task => task.ClosedAt?.ToUnixTimeMilliseconds())),
            Column.Of(tasks.ConvertAll(task => task.Answer)),
        },
    };

    private static NpgsqlBatchCommand RemoveAssignees(List<HumanTaskRecord> tasks) => new(
        "DELETE FROM human_task_assignees a USING unnest($1, $2) AS m (tenant, task) WHERE a.tenant = m.tenant AND a.task = m.task")
    {
        Parameters = { Column.Of(tasks.ConvertAll(task => task.Tenant.Value)), Column.Of(tasks.ConvertAll(task => task.Id.Value)) },
    };

    private static NpgsqlBatchCommand InsertAssignees(List<(HumanTaskRecord Task, string Assignee)> rows) => new(
        "INSERT INTO human_task_assignees (tenant, assignee, task) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(rows.ConvertAll(row => row.Task.Tenant.Value)),
            Column.Of(rows.ConvertAll(row => row.Assignee)),
            Column.Of(rows.ConvertAll(row => row.Task.Id.Value)),
        },
    };

    private static NpgsqlBatchCommand CloseTasks(List<TaskClosure> closures) => new(CloseTasksSql)
    {
        Parameters =
        {
            Column.Of(closures.ConvertAll(closure => closure.Wait.Run.Value)),
            Column.Of(closures.ConvertAll(closure => closure.Wait.Number)),
            Column.Of(closures.ConvertAll(closure => (short)closure.Status)),
            Column.Of(closures.ConvertAll(closure => closure.At.ToUnixTimeMilliseconds())),
        },
    };

    private static NpgsqlBatchCommand InsertLinks(List<RunLink> links) => new(InsertLinksSql)
    {
        Parameters =
        {
            Column.Of(links.ConvertAll(link => link.Run.Value)),
            Column.Of(links.ConvertAll(link => link.Tenant.Value)),
            Column.Of(links.ConvertAll(link => link.Parent.Run.Value)),
            Column.Of(links.ConvertAll(link => link.Parent.Number)),
            Column.Of(links.ConvertAll(link => link.Root.Value)),
            Column.Of(links.ConvertAll(link => (short)link.Depth)),
            Column.Of(links.ConvertAll(link => link.Step)),
            Column.Of(links.ConvertAll(link => link.IsAttached)),
        },
    };

    private static NpgsqlBatchCommand DetachLinks(List<RunId> runs) => new(DetachLinksSql)
    {
        Parameters = { Column.Of(runs.ConvertAll(run => run.Value)) },
    };
}
