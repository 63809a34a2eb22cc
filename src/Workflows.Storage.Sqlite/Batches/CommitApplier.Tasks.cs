using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Tasks;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Human tasks and the ties of child runs.</summary>
internal sealed partial class CommitApplier
{
    private CommitOutcome? ApplyTasks(Commit commit)
    {
        foreach (var task in commit.NewTasks)
        {
            if (InsertTask(task) == 0) return new CommitOutcome.Conflict($"task {task.Id} exists");
            InsertAssignees(task);
        }

        foreach (var task in commit.TaskUpdates)
        {
            if (UpdateTask(task) == 0) return new CommitOutcome.Conflict($"task {task.Id} is closed, or not at revision {task.Revision - 1}");
            statements.RemoveAssignees.Bind(task.Tenant.Value).Bind(task.Id.Value).Run();
            InsertAssignees(task);
        }

        foreach (var closure in commit.ClosedTasks)
        {
            var (run, number) = closure.Wait;
            if (statements.CloseTask.Bind((long)closure.Status).Bind(closure.At.ToUnixTimeMilliseconds()).Bind(run.Value).Bind(number).Run() == 0)
                return new CommitOutcome.Conflict($"the task of wait {closure.Wait} is closed");
        }

        return null;
    }

    private CommitOutcome? ApplyLinks(Commit commit)
    {
        foreach (var link in commit.NewLinks)
        {
            if (InsertRunLink(link) == 0) return new CommitOutcome.Conflict($"the link of run {link.Run} exists");
        }

        foreach (var run in commit.DetachedLinks)
        {
            if (statements.DetachRunLink.Bind(run.Value).Run() == 0) return new CommitOutcome.Conflict($"run {run} is not attached");
        }

        return null;
    }

    private int InsertTask(HumanTaskRecord task) =>
        statements.InsertTask
            .Bind(task.Id.Value)
            .Bind(task.Tenant.Value)
            .Bind(task.Wait.Run.Value)
            .Bind(task.Wait.Number)
            .Bind(task.Workflow.Value)
            .Bind(task.Step)
            .Bind(task.TaskType)
            .Bind(task.Title)
            .Bind(task.Description)
            .BindTextOrNull(task.Context)
            .BindTextOrNull(task.FormSchema)
            .Bind(task.FormSchemaRef)
            .Bind(TaskRows.Join(task.Assignees))
            .Bind((long)task.Priority)
            .Bind((long)task.Status)
            .Bind(task.Revision)
            .Bind(task.Due?.ToUnixTimeMilliseconds())
            .Run();

    private void InsertAssignees(HumanTaskRecord task)
    {
        foreach (var assignee in task.Assignees)
            statements.InsertAssignee.Bind(task.Tenant.Value).Bind(assignee).Bind(task.Id.Value).Run();
    }

    private int UpdateTask(HumanTaskRecord task) =>
        statements.UpdateTask
            .Bind((long)task.Status)
            .Bind(task.Revision)
            .Bind(TaskRows.Join(task.Assignees))
            .Bind(task.ClaimedBy)
            .Bind(task.ClaimedAt?.ToUnixTimeMilliseconds())
            .Bind(task.CompletedBy)
            .Bind(task.ClosedAt?.ToUnixTimeMilliseconds())
            .BindTextOrNull(task.Answer)
            .Bind(task.Tenant.Value)
            .Bind(task.Id.Value)
            .Bind(task.Revision - 1)
            .Run();

    private int InsertRunLink(RunLink link) =>
        statements.InsertRunLink
            .Bind(link.Run.Value)
            .Bind(link.Tenant.Value)
            .Bind(link.Parent.Run.Value)
            .Bind(link.Parent.Number)
            .Bind(link.Root.Value)
            .Bind(link.Depth)
            .Bind(link.Step)
            .Bind(link.IsAttached ? 1L : 0L)
            .Run();
}
