using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task WorkflowHeads_AreListedByKey_WithoutDefinitions_AndTellOfSchedules()
    {
        foreach (var key in new[] { "b", "c" }) await NewWorkflowAsync(key);
        var scheduled = await NewWorkflowAsync("a");
        var done = await NewWorkflowAsync("d");
        await store.Schedules.CreateAsync(Schedule(Clock.Now.AddDays(1)) with { Workflow = scheduled.Id }, rows.Audit(tenant), Token);
        await store.Schedules.CreateAsync(
            Schedule(null) with { Workflow = done.Id, Status = ScheduleStatus.Completed }, rows.Audit(tenant), Token);

        var first = await store.Workflows.ListHeadsAsync(tenant, null, 2, Token);
        var rest = await store.Workflows.ListHeadsAsync(tenant, "b", 10, Token);

        first.Select(head => (head.Workflow.Key, head.HasSchedule)).ShouldBe([("a", true), ("b", false)]);
        rest.Select(head => (head.Workflow.Key, head.HasSchedule)).ShouldBe([("c", false), ("d", false)]);
        ShouldBeSame(first[0].Workflow, scheduled with { Draft = default });
        (await store.Workflows.ListHeadsAsync(other, null, 10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Workflows_AreReadWithThePublishedDefinition()
    {
        var draft = await NewWorkflowAsync("draft");
        var published = await PublishAsync("published", null);
        await PublishAsync("another", null);

        var read = await store.Workflows.GetWithPublishedAsync(tenant, [draft.Id, published.Id], Token);

        read.Count.ShouldBe(2);
        read.Single(item => item.Workflow.Id == draft.Id).Published.ShouldBeNull();
        Rows.Text(read.Single(item => item.Workflow.Id == published.Id).Published!.Value).ShouldBe("{}");
        (await store.Workflows.GetWithPublishedAsync(other, [draft.Id, published.Id], Token)).ShouldBeEmpty();
        (await store.Workflows.GetWithPublishedAsync(tenant, [], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_WithATakenKey_WritesNothing()
    {
        await NewWorkflowAsync("taken");

        var conflict = await store.Workflows.ImportAsync([Import("free"), Import("taken")], Token);

        conflict.ShouldBe("taken");
        (await store.Workflows.GetAsync(tenant, "free", Token)).ShouldBeNull();
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Import_MakesWorkflowsWithTheirVersions()
    {
        (await store.Workflows.ImportAsync([Import("one"), Import("two")], Token)).ShouldBeNull();

        var made = (await store.Workflows.GetAsync(tenant, "two", Token)).ShouldNotBeNull();
        (await store.Workflows.ListVersionsAsync(tenant, made.Id, Token)).Select(version => version.Version).ShouldBe([2, 1]);
        (await AuditCountAsync()).ShouldBe(2);
    }

    private WorkflowImport Import(string key)
    {
        var workflow = Workflow(key) with { PublishedVersion = 2 };
        return new WorkflowImport(workflow, true, [Version(workflow, 1), Version(workflow, 2)], rows.Audit(tenant));
    }
}
