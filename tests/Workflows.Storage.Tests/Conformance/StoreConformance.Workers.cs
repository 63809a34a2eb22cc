using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Workers;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task RemoteAction_IsRegisteredOnce_ForItsTenant()
    {
        var action = new RemoteActionRecord(tenant, "crm.sync", 2, Rows.Utf8("""{"label":"Sync"}"""), "tester", Clock.Now);

        (await store.Workers.AddActionAsync(action, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Workers.AddActionAsync(action with { CreatedBy = "another" }, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Workers.AddActionAsync(action with { Version = 1 }, rows.Audit(tenant), Token)).ShouldBeTrue();

        var listed = await store.Workers.ListActionsAsync(tenant, Token);
        listed.Select(item => item.Version).ShouldBe([1, 2]);
        (Rows.Text(listed[1].Body), listed[1].CreatedBy, listed[1].CreatedAt).ShouldBe(("""{"label":"Sync"}""", "tester", Clock.Now));
        (await store.Workers.ListActionsAsync(other, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Task_IsAddedOnce_AndReadBackByItsTenant()
    {
        var task = WorkerTask() with { Due = Clock.Now.AddMinutes(1) };

        (await store.Workers.GetOrAddTaskAsync(task, Token)).ShouldBe(task);
        var again = await store.Workers.GetOrAddTaskAsync(task with { Topic = "another" }, Token);

        (again.Topic, Rows.Text(again.Body), again.CreatedAt, again.Leases, again.Token, again.Due, again.AnsweredAt)
            .ShouldBe((task.Topic, """{"n":1}""", task.CreatedAt, 0, null, task.Due, null));
        (await store.Workers.GetTaskAsync(other, task.Run, task.Number, Token)).ShouldBeNull();
        (await store.Workers.GetTaskAsync(tenant, task.Run, task.Number + 1, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task OpenTasks_AreOfTheirTopicsAndTenant_OldestFirst_WithoutLeasedOnes()
    {
        var young = await TaskAsync(WorkerTask());
        var old = await TaskAsync(WorkerTask() with { Topic = "b", CreatedAt = Clock.Now.AddMinutes(-1) });
        var leased = await TaskAsync(WorkerTask());
        await TaskAsync(WorkerTask() with { Topic = "c" });
        await TaskAsync(WorkerTask() with { Tenant = other });
        (await store.Workers.LeaseAsync(Leased(leased), Token)).ShouldBeTrue();

        (await OpenTasksAsync(Clock.Now)).ShouldBe([old.Run, young.Run]);
        (await store.Workers.ListOpenAsync(tenant, ["a", "b"], Clock.Now, 1, Token)).ShouldHaveSingleItem().Run.ShouldBe(old.Run);
        (await OpenTasksAsync(Clock.Now.AddSeconds(30))).ShouldBe([old.Run, young.Run, leased.Run], ignoreOrder: true);
        await store.Workers.RemoveAsync(tenant, old.Run, old.Number, Token);
        await store.Workers.RemoveAsync(other, young.Run, young.Number, Token);
        (await OpenTasksAsync(Clock.Now)).ShouldBe([young.Run]);
    }

    [Fact]
    public async Task Queues_TellWhatWaits_WhatLapsed_AndWhoWorks()
    {
        (await store.Workers.ListQueuesAsync(tenant, Clock.Now, Token)).ShouldBeEmpty();
        var old = await TaskAsync(WorkerTask() with { CreatedAt = Clock.Now.AddMinutes(-1) });
        await TaskAsync(WorkerTask());
        await TaskAsync(WorkerTask() with { Tenant = other });
        var (kept, lapsed, busy) = (await TaskAsync(WorkerTask()), await TaskAsync(WorkerTask()), await TaskAsync(WorkerTask() with { Topic = "b" }));
        await store.Workers.LeaseAsync(Leased(kept) with { Owner = "w1", LeasedUntil = Clock.Now.AddSeconds(30) }, Token);
        await store.Workers.LeaseAsync(Leased(lapsed) with { Owner = "w2", LeasedUntil = Clock.Now.AddSeconds(10) }, Token);
        await store.Workers.LeaseAsync(Leased(busy) with { Owner = "w1", LeasedUntil = Clock.Now.AddSeconds(40) }, Token);

        var queues = await store.Workers.ListQueuesAsync(tenant, Clock.Now.AddSeconds(20), Token);

        queues.Select(queue => (queue.Topic, queue.Waiting, queue.Lapsed, queue.OldestWaiting))
            .ShouldBe([("a", 3, 1, (DateTimeOffset?)old.CreatedAt), ("b", 0, 0, null)]);
        queues.Select(queue => queue.Workers.ShouldHaveSingleItem())
            .ShouldBe([new BusyWorker("w1", 1, Clock.Now.AddSeconds(30)), new BusyWorker("w1", 1, Clock.Now.AddSeconds(40))]);
    }

    [Fact]
    public async Task NextFree_IsTheEndOfTheFirstLease()
    {
        (await store.Workers.GetNextFreeAsync(tenant, ["a"], Token)).ShouldBeNull();
        var (first, second) = (await TaskAsync(WorkerTask()), await TaskAsync(WorkerTask()));
        await store.Workers.LeaseAsync(Leased(first), Token);
        await store.Workers.LeaseAsync(Leased(second) with { LeasedUntil = Clock.Now.AddSeconds(20) }, Token);

        (await store.Workers.GetNextFreeAsync(tenant, ["a", "b"], Token)).ShouldBe(Clock.Now.AddSeconds(20));
        (await store.Workers.GetNextFreeAsync(tenant, ["b"], Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Lease_IsTakenByOne_AndKeptByItsTokenOnly()
    {
        var task = await TaskAsync(WorkerTask());
        var (winner, loser) = (Leased(task), Leased(task));

        (await store.Workers.LeaseAsync(winner, Token)).ShouldBeTrue();
        (await store.Workers.LeaseAsync(loser, Token)).ShouldBeFalse();

        var until = Clock.Now.AddMinutes(5);
        (await store.Workers.ExtendAsync(tenant, task.Run, task.Number, loser.Token!.Value, until, Token)).ShouldBeFalse();
        (await store.Workers.ExtendAsync(other, task.Run, task.Number, winner.Token!.Value, until, Token)).ShouldBeFalse();
        (await store.Workers.ExtendAsync(tenant, task.Run, task.Number, winner.Token!.Value, until, Token)).ShouldBeTrue();
        var read = (await store.Workers.GetTaskAsync(tenant, task.Run, task.Number, Token))!;
        (read.Leases, read.Token, read.Owner, read.LeasedUntil, read.Due).ShouldBe((1, winner.Token, "w1", until, winner.Due));
    }

    [Fact]
    public async Task Answer_IsStoredOnce_ForTheLeaseThatWasRead()
    {
        var task = await TaskAsync(WorkerTask());
        var first = Leased(task);
        await store.Workers.LeaseAsync(first, Token);
        var second = Leased(first);
        await store.Workers.LeaseAsync(second, Token);

        (await store.Workers.AnswerAsync(first, Rows.Utf8("late"), Clock.Now, Token)).ShouldBeFalse();
        (await store.Workers.AnswerAsync(second, Rows.Utf8("good"), Clock.Now, Token)).ShouldBeTrue();
        (await store.Workers.AnswerAsync(second, Rows.Utf8("again"), Clock.Now, Token)).ShouldBeFalse();

        var read = (await store.Workers.GetTaskAsync(tenant, task.Run, task.Number, Token))!;
        (Rows.Text(read.Answer), read.AnsweredAt, read.Token, read.Body.Length).ShouldBe(("good", Clock.Now, second.Token, 0));
        (await store.Workers.LeaseAsync(Leased(second), Token)).ShouldBeFalse();
        (await store.Workers.ExtendAsync(tenant, task.Run, task.Number, second.Token!.Value, Clock.Now, Token)).ShouldBeFalse();
        (await OpenTasksAsync(Clock.Now.AddDays(1))).ShouldBeEmpty();
        await store.Workers.RemoveAsync(tenant, task.Run, task.Number, Token);
        (await store.Workers.GetTaskAsync(tenant, task.Run, task.Number, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task OverdueTasks_AreFoundEarliestFirst_UntilTheyAreAnswered()
    {
        (await store.Workers.GetNextDueAsync(Token)).ShouldBeNull();
        var late = await TaskAsync(WorkerTask() with { Due = Clock.Now });
        var early = await TaskAsync(WorkerTask() with { Due = Clock.Now.AddSeconds(-1), Tenant = other });
        await TaskAsync(WorkerTask() with { Due = Clock.Now.AddSeconds(1) });
        await TaskAsync(WorkerTask());

        (await store.Workers.GetNextDueAsync(Token)).ShouldBe(early.Due);
        (await store.Workers.ListOverdueAsync(Clock.Now, 10, Token)).Select(task => task.Run).ShouldBe([early.Run, late.Run]);
        (await store.Workers.AnswerAsync(early, Rows.Utf8("timeout"), Clock.Now, Token)).ShouldBeTrue();
        (await store.Workers.ListOverdueAsync(Clock.Now, 10, Token)).ShouldHaveSingleItem().Run.ShouldBe(late.Run);
    }

    [Fact]
    public async Task OldTasks_ArePruned_UnlessTheirRunMayNotHaveTakenUpTheAnswer()
    {
        var (running, ended) = (rows.Run(tenant, status: RunStatus.Running), rows.Run(tenant));
        var commit = new Commit();
        commit.NewRuns.AddRange([running, ended]);
        await CommitAsync(commit);
        var old = Clock.Now.AddDays(-2);
        var kept = await TaskAsync(WorkerTask() with { Run = running.Id, CreatedAt = old });
        var done = await TaskAsync(WorkerTask() with { Run = ended.Id, CreatedAt = old });
        var recent = await TaskAsync(WorkerTask() with { CreatedAt = old });
        var orphan = await TaskAsync(WorkerTask() with { CreatedAt = old });
        foreach (var task in new[] { kept, done }) await store.Workers.AnswerAsync(task, Rows.Utf8("ok"), old, Token);
        await store.Workers.AnswerAsync(recent, Rows.Utf8("ok"), Clock.Now, Token);

        (await store.Workers.PruneTasksAsync(Clock.Now.AddDays(-1), 1, Token)).ShouldBe(1);
        (await store.Workers.PruneTasksAsync(Clock.Now.AddDays(-1), 10, Token)).ShouldBe(1);

        foreach (var task in new[] { kept, recent })
            (await store.Workers.GetTaskAsync(tenant, task.Run, task.Number, Token)).ShouldNotBeNull();
        foreach (var task in new[] { done, orphan })
            (await store.Workers.GetTaskAsync(tenant, task.Run, task.Number, Token)).ShouldBeNull();
    }

    private Task<WorkerTaskRecord> TaskAsync(WorkerTaskRecord task) => store.Workers.GetOrAddTaskAsync(task, Token);

    private async Task<List<Abstractions.Ids.RunId>> OpenTasksAsync(DateTimeOffset now) =>
        [.. (await store.Workers.ListOpenAsync(tenant, ["a", "b"], now, 10, Token)).Select(task => task.Run)];

    private WorkerTaskRecord Leased(WorkerTaskRecord task) => task with
    {
        Leases = task.Leases + 1, Token = rows.NextId(), Owner = "w1", LeasedUntil = Clock.Now.AddSeconds(30), Due = Clock.Now.AddMinutes(1),
    };

    private WorkerTaskRecord WorkerTask() => new()
    {
        Run = new Abstractions.Ids.RunId(rows.NextId()),
        Number = 1,
        Tenant = tenant,
        Topic = "a",
        Body = Rows.Utf8("""{"n":1}"""),
        CreatedAt = Clock.Now,
    };
}
