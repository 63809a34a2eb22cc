using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task HumanTask_StoredWithEverything_ReadsBackTheSame()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var full = TaskOf(run) with
        {
            Description = "Look at it.",
            Context = Rows.Utf8("""{"sum":12}"""),
            FormSchema = Rows.Utf8("""{"type":"object"}"""),
            FormSchemaRef = "payload.Form.v1",
            Assignees = ["user:ann", "role:operator"],
            Priority = HumanTaskPriority.Urgent,
            Due = Clock.Now.AddHours(1),
        };
        await CommitAsync(Made(run, full));

        var read = (await store.Tasks.GetAsync(tenant, full.Id, Token)).ShouldNotBeNull();

        (read with { Context = default, FormSchema = default, Assignees = [] })
            .ShouldBe(full with { Context = default, FormSchema = default, Assignees = [] });
        (Rows.Text(read.Context), Rows.Text(read.FormSchema)).ShouldBe(("""{"sum":12}""", """{"type":"object"}"""));
        read.Assignees.ShouldBe(["user:ann", "role:operator"]);
        (await store.Tasks.GetAsync(other, full.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task HumanTask_IsMadeOnceAWait()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        await CommitAsync(Made(run, TaskOf(run)));
        var second = new Commit();
        second.NewTasks.Add(TaskOf(run));

        (await WriteAsync(second)).ShouldHaveSingleItem().ShouldBeOfType<CommitOutcome.Conflict>();
    }

    [Fact]
    public async Task HumanTask_IsChangedByRevision_AndNotOnceItIsClosed()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var task = TaskOf(run);
        await CommitAsync(Made(run, task));
        var claimed = task with { Revision = 2, Status = HumanTaskStatus.Claimed, ClaimedBy = "ann", ClaimedAt = Clock.Now };
        var answered = task with
        {
            Revision = 2, Status = HumanTaskStatus.Completed, CompletedBy = "bob", ClosedAt = Clock.Now, Answer = Rows.Utf8("""{"ok":true}"""),
        };

        (await WriteAsync(Changed(claimed), Changed(answered))).Select(outcome => outcome.IsCommitted).ShouldBe([true, false]);
        (await WriteAsync(Changed(answered with { Revision = 3 }), Changed(claimed with { Revision = 4 }), Closed(task, HumanTaskStatus.Expired)))
            .Select(outcome => outcome.IsCommitted).ShouldBe([true, false, false]);

        var read = (await store.Tasks.GetAsync(tenant, task.Id, Token))!;
        (read.Status, read.CompletedBy, Rows.Text(read.Answer)).ShouldBe((HumanTaskStatus.Completed, "bob", """{"ok":true}"""));
    }

    [Fact]
    public async Task HumanTaskAnswer_AndItsWait_AreOneCommit()
    {
        var run = rows.Run(tenant, status: RunStatus.Waiting);
        var task = TaskOf(run);
        await CommitAsync(Made(run, task));
        var answer = Changed(task with { Revision = 2, Status = HumanTaskStatus.Completed, CompletedBy = "ann", ClosedAt = Clock.Now });
        answer.ResolvedWaits.Add(new WaitResolution(task.Wait, new EventKey(task.Id.Value)));
        var late = Closed(task, HumanTaskStatus.Expired);
        late.RemovedWaits.Add(new WaitRemoval(task.Wait, null));

        (await WriteAsync(answer, late)).Select(outcome => outcome.IsCommitted).ShouldBe([true, false]);

        (await store.Runs.GetWaitsAsync(tenant, run.Id, Token)).ShouldHaveSingleItem().ResolvedBy.ShouldBe(new EventKey(task.Id.Value));
        (await store.Tasks.GetAsync(tenant, task.Id, Token))!.Status.ShouldBe(HumanTaskStatus.Completed);
    }

    [Fact]
    public async Task HumanTasks_AreFiltered_AndPagedNewestFirst()
    {
        var run = rows.Run(tenant, workflow: 7, status: RunStatus.Waiting);
        var tasks = Enumerable.Range(1, 4).Select(number => TaskOf(run, number)).ToArray();
        tasks[0] = tasks[0] with { Assignees = ["role:operator"] };
        tasks[1] = tasks[1] with { Assignees = ["user:ann"], Due = Clock.Now.AddHours(1) };
        await CommitAsync(Made(run, tasks));
        await CommitAsync(Changed(tasks[2] with { Revision = 2, Status = HumanTaskStatus.Claimed, ClaimedBy = "ann", Assignees = ["role:nobody"] }));
        var query = new TaskQuery { Tenant = tenant };

        (await ListAsync(query)).ShouldBe([4, 3, 2, 1]);
        (await ListAsync(query with { Limit = 2 })).ShouldBe([4, 3]);
        (await ListAsync(query with { Before = tasks[2].Id })).ShouldBe([2, 1]);
        (await ListAsync(query with { Statuses = [HumanTaskStatus.Claimed] })).ShouldBe([3]);
        (await ListAsync(query with { Assignees = ["user:ann", "role:operator"] })).ShouldBe([2, 1]);
        (await ListAsync(query with { Assignees = ["user:ann"], ClaimedBy = "ann" })).ShouldBe([3, 2]);
        (await ListAsync(query with { DueBefore = Clock.Now.AddHours(2) })).ShouldBe([2]);
        (await ListAsync(query with { Workflow = new WorkflowId(8) })).ShouldBeEmpty();
        (await ListAsync(query with { Run = run.Id })).Count.ShouldBe(4);
        (await ListAsync(query with { Tenant = other })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Link_IsMadeOnce_ReadFromBothEnds_AndDetachedOnce()
    {
        var (parent, child) = (rows.Run(tenant, status: RunStatus.Waiting), rows.Run(tenant, status: RunStatus.Running));
        var link = LinkOf(parent, child);
        var made = Made(parent);
        made.NewRuns.Add(child);
        made.NewWaits.Add(rows.TimeWait(parent, Clock.Now) with { Kind = WaitKind.Child, Due = null });
        made.NewLinks.Add(link);
        await CommitAsync(made);

        (await store.Tasks.GetLinkAsync(tenant, child.Id, Token)).ShouldBe(link);
        (await store.Tasks.GetLinkAsync(other, child.Id, Token)).ShouldBeNull();
        (await store.Tasks.ListChildrenAsync(tenant, parent.Id, 10, Token)).ShouldBe([link]);
        (await store.Tasks.ListOrphansAsync(default, 10, Token)).ShouldBeEmpty("its parent waits for it");

        var (first, second) = (new Commit(), new Commit());
        first.DetachedLinks.Add(child.Id);
        second.DetachedLinks.Add(child.Id);
        (await WriteAsync(first, second)).Select(outcome => outcome.IsCommitted).ShouldBe([true, false]);
        (await store.Tasks.GetLinkAsync(tenant, child.Id, Token))!.IsAttached.ShouldBeFalse();
    }

    [Fact]
    public async Task ChildWhoseParentDoesNotWait_IsAnOrphan()
    {
        var (parent, child) = (rows.Run(tenant, status: RunStatus.Canceled), rows.Run(tenant, status: RunStatus.Running));
        var made = new Commit();
        made.NewRuns.AddRange([parent, child]);
        made.NewLinks.Add(LinkOf(parent, child));
        await CommitAsync(made);

        (await store.Tasks.ListOrphansAsync(default, 10, Token)).ShouldHaveSingleItem().Run.ShouldBe(child.Id);
        (await store.Tasks.ListOrphansAsync(child.Id, 10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Maintenance_RemovesTasksAndLinks_WithTheirRuns()
    {
        var (parent, child) = (rows.Run(tenant), rows.Run(tenant));
        var waiting = rows.Run(tenant, status: RunStatus.Waiting);
        var (old, kept) = (TaskOf(parent) with { Assignees = ["user:ann"] }, TaskOf(waiting));
        var made = Made(waiting, kept);
        made.NewRuns.AddRange([parent, child]);
        made.NewTasks.Add(old);
        made.NewLinks.Add(LinkOf(parent, child) with { IsAttached = false });
        await CommitAsync(made);
        await CommitAsync(Changed(old with { Revision = 2, Status = HumanTaskStatus.Completed, CompletedBy = "ann", ClosedAt = Clock.Now }));
        Clock.Advance(TimeSpan.FromDays(9));

        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBePositive();

        (await store.Tasks.GetAsync(tenant, old.Id, Token)).ShouldBeNull();
        (await store.Tasks.GetLinkAsync(tenant, child.Id, Token)).ShouldBeNull();
        (await store.Tasks.GetAsync(tenant, kept.Id, Token)).ShouldNotBeNull("its run waits for it");
        (await store.Tasks.ListAsync(new TaskQuery { Tenant = tenant, Assignees = ["user:ann"] }, Token)).ShouldBeEmpty();
        (await store.MaintainAsync(Clock.Now, Week, Token)).ShouldBe(0);
    }

    private HumanTaskRecord TaskOf(RunRecord run, int wait = 1) => new()
    {
        Id = new HumanTaskId(rows.NextId()),
        Tenant = run.Tenant,
        Wait = new WaitId(run.Id, wait),
        Workflow = run.Workflow,
        Step = "approve",
        TaskType = "approval",
        Title = $"Task {wait}",
        Status = HumanTaskStatus.Pending,
        Revision = 1,
    };

    private static RunLink LinkOf(RunRecord parent, RunRecord child) => new()
    {
        Run = child.Id, Tenant = child.Tenant, Parent = new WaitId(parent.Id, 1), Root = parent.Id, Depth = 1, Step = "call", IsAttached = true,
    };

    private Commit Made(RunRecord run, params HumanTaskRecord[] tasks)
    {
        var commit = new Commit();
        commit.NewRuns.Add(run);
        commit.NewTasks.AddRange(tasks);
        foreach (var task in tasks)
            commit.NewWaits.Add(rows.TimeWait(run, Clock.Now, task.Wait.Number) with { Kind = WaitKind.Human, Due = task.Due });
        return commit;
    }

    private static Commit Changed(HumanTaskRecord task)
    {
        var commit = new Commit();
        commit.TaskUpdates.Add(task);
        return commit;
    }

    private Commit Closed(HumanTaskRecord task, HumanTaskStatus status)
    {
        var commit = new Commit();
        commit.ClosedTasks.Add(new TaskClosure(task.Wait, status, Clock.Now));
        return commit;
    }

    private async Task<IReadOnlyList<int>> ListAsync(TaskQuery query) =>
        [.. (await store.Tasks.ListAsync(query, Token)).Select(task => task.Wait.Number)];
}
