namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Human tasks and the ties of child runs.</summary>
internal sealed partial class CommitStatements
{
    public Statement InsertTask => field ??= Prepare(
        """
        INSERT INTO human_tasks (
            id, tenant, run, wait_no, workflow, step, task_type, title, description, context, form, form_ref, assignees, priority, status,
            revision, due_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """);

    public Statement UpdateTask => field ??= Prepare(
        """
        UPDATE human_tasks
        SET status = ?, revision = ?, assignees = ?, claimed_by = ?, claimed_ms = ?, completed_by = ?, closed_ms = ?, answer = ?
        WHERE tenant = ? AND id = ? AND revision = ? AND status < 3
        """);

    public Statement CloseTask => field ??= Prepare(
        "UPDATE human_tasks SET status = ?, closed_ms = ?, revision = revision + 1 WHERE run = ? AND wait_no = ? AND status < 3");

    public Statement InsertAssignee => field ??= Prepare(
        "INSERT INTO human_task_assignees (tenant, assignee, task) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement RemoveAssignees => field ??= Prepare("DELETE FROM human_task_assignees WHERE tenant = ? AND task = ?");

    public Statement InsertRunLink => field ??= Prepare(
        """
        INSERT INTO run_links (run, tenant, parent, parent_wait, root, depth, step, attached) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """);

    public Statement DetachRunLink => field ??= Prepare("UPDATE run_links SET attached = 0 WHERE run = ? AND attached = 1");
}
