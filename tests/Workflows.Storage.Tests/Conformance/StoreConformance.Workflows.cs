using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Workflow_StoredWithEverything_ReadsBackTheSame()
    {
        var draft = Workflow("triage") with
        {
            Description = "Sorts tickets",
            Findings = Rows.Utf8("[]"),
            Settings = Rows.Utf8("""{"limit":3}"""),
            Paused = true,
        };
        var created = (await store.Workflows.CreateAsync(draft, rows.Audit(tenant), Token)).ShouldNotBeNull();

        created.Id.Value.ShouldBePositive();
        ShouldBeSame((await store.Workflows.GetAsync(tenant, "triage", Token)).ShouldNotBeNull(), created);
        ShouldBeSame((await store.Workflows.GetAsync(tenant, created.Id, Token)).ShouldNotBeNull(), created);
        (await store.Workflows.GetAsync(other, "triage", Token)).ShouldBeNull();
        (await store.Workflows.GetAsync(other, created.Id, Token)).ShouldBeNull();
        (await AuditCountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task WorkflowKey_IsUniquePerTenant_UntilItsWorkflowIsDeleted()
    {
        var first = await NewWorkflowAsync("triage");
        (await store.Workflows.CreateAsync(Workflow("triage"), rows.Audit(tenant), Token)).ShouldBeNull();
        (await store.Workflows.CreateAsync(Workflow("triage") with { Tenant = other }, rows.Audit(other), Token)).ShouldNotBeNull();

        (await store.Workflows.UpdateAsync(first with { Revision = 2, Deleted = true }, null, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Workflows.GetAsync(tenant, "triage", Token)).ShouldBeNull();
        (await store.Workflows.GetAsync(tenant, first.Id, Token))!.Deleted.ShouldBeTrue();
        (await NewWorkflowAsync("triage")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task WorkflowUpdate_WithAStaleRevision_ChangesNothing()
    {
        var workflow = await NewWorkflowAsync("triage");
        (await store.Workflows.UpdateAsync(workflow with { Revision = 2, Name = "new" }, null, rows.Audit(tenant), Token)).ShouldBeTrue();

        (await store.Workflows.UpdateAsync(workflow with { Revision = 2, Name = "stale" }, Version(workflow, 1), rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Workflows.UpdateAsync(workflow with { Revision = 3, Tenant = other }, null, rows.Audit(other), Token)).ShouldBeFalse();
        (await store.Workflows.GetAsync(tenant, "triage", Token))!.Name.ShouldBe("new");
        (await store.Workflows.ListVersionsAsync(tenant, workflow.Id, Token)).ShouldBeEmpty();
        (await AuditCountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Version_Published_ReadsBackTheSame_AndOnlyOnce()
    {
        var workflow = await NewWorkflowAsync("triage");
        var version = Version(workflow, 1) with { Contract = Rows.Utf8("""{"schema":"x"}""") };
        var published = workflow with { Revision = 2, PublishedVersion = 1 };
        (await store.Workflows.UpdateAsync(published, version, rows.Audit(tenant), Token)).ShouldBeTrue();
        (await store.Workflows.UpdateAsync(published with { Revision = 3 }, version, rows.Audit(tenant), Token)).ShouldBeFalse();
        (await store.Workflows.UpdateAsync(published with { Revision = 3, PublishedVersion = 2 }, Version(workflow, 2), rows.Audit(tenant), Token)).ShouldBeTrue();

        var read = (await store.Workflows.GetVersionAsync(tenant, workflow.Id, 1, Token)).ShouldNotBeNull();
        (read with { Definition = default, Contract = default }).ShouldBe(version with { Definition = default, Contract = default });
        Rows.Text(read.Definition).ShouldBe("{}");
        Rows.Text(read.Contract).ShouldBe("""{"schema":"x"}""");
        (await store.Workflows.ListVersionsAsync(tenant, workflow.Id, Token)).Select(item => item.Version).ShouldBe([2, 1]);
        (await store.Workflows.GetVersionAsync(tenant, workflow.Id, 3, Token)).ShouldBeNull();
        (await store.Workflows.GetVersionAsync(other, workflow.Id, 1, Token)).ShouldBeNull();
        (await store.Workflows.ListVersionsAsync(other, workflow.Id, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Workflows_AreListedByKey_PageByPage()
    {
        foreach (var key in new[] { "b", "a-b", "a.b", "c", "a" }) await NewWorkflowAsync(key);
        var gone = await NewWorkflowAsync("bb");
        await store.Workflows.UpdateAsync(gone with { Revision = 2, Deleted = true }, null, rows.Audit(tenant), Token);

        var first = await store.Workflows.ListAsync(tenant, null, 3, Token);
        first.Select(workflow => workflow.Key).ShouldBe(["a", "a-b", "a.b"]);
        (await store.Workflows.ListAsync(tenant, "a.b", 3, Token)).Select(workflow => workflow.Key).ShouldBe(["b", "c"]);
        (await store.Workflows.ListAsync(other, null, 3, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Triggered_ListsTheNewestVersions_OfTheEventType()
    {
        var secondType = await store.Catalog.GetOrAddTypeAsync("TICKET_CLOSED", Token);
        var attached = await PublishAsync("attached", type);
        await PublishAsync("elsewhere", secondType);
        await PublishAsync("manual", null);
        var moved = await PublishAsync("moved", type);
        await store.Workflows.UpdateAsync(
            moved with { Revision = 3, PublishedVersion = 2 }, Version(moved, 2) with { TriggerEvent = secondType }, rows.Audit(tenant), Token);
        var deleted = await PublishAsync("deleted", type);
        await store.Workflows.UpdateAsync(deleted with { Revision = 3, Deleted = true }, null, rows.Audit(tenant), Token);

        var listed = (await store.Workflows.ListTriggeredAsync(tenant, type, Token)).ShouldHaveSingleItem();
        listed.Workflow.ShouldBe(attached.Id);
        listed.TriggerEvent.ShouldBe(type);
        (await store.Workflows.ListTriggeredAsync(other, type, Token)).ShouldBeEmpty();
    }

    private async Task<WorkflowRecord> NewWorkflowAsync(string key) =>
        (await store.Workflows.CreateAsync(Workflow(key), rows.Audit(tenant), Token)).ShouldNotBeNull();

    private async Task<WorkflowRecord> PublishAsync(string key, EventTypeId? trigger)
    {
        var published = await NewWorkflowAsync(key) with { Revision = 2, PublishedVersion = 1 };
        (await store.Workflows.UpdateAsync(published, Version(published, 1) with { TriggerEvent = trigger }, rows.Audit(tenant), Token)).ShouldBeTrue();
        return published;
    }

    private WorkflowRecord Workflow(string key) => new()
    {
        Id = default,
        Tenant = tenant,
        Key = key,
        Name = key,
        Draft = Rows.Utf8("""{"steps":[]}"""),
        Revision = 1,
        CreatedAt = Clock.Now,
        UpdatedAt = Clock.Now,
    };

    private WorkflowVersionRecord Version(WorkflowRecord workflow, int version) => new()
    {
        Workflow = workflow.Id,
        Tenant = workflow.Tenant,
        Version = version,
        Definition = Rows.Utf8("{}"),
        PublishedBy = "tester",
        PublishedAt = Clock.Now,
    };

    private static void ShouldBeSame(WorkflowRecord actual, WorkflowRecord expected)
    {
        (actual with { Draft = default, Findings = default, Settings = default })
            .ShouldBe(expected with { Draft = default, Findings = default, Settings = default });
        Rows.Text(actual.Draft).ShouldBe(Rows.Text(expected.Draft));
        Rows.Text(actual.Findings).ShouldBe(Rows.Text(expected.Findings));
        Rows.Text(actual.Settings).ShouldBe(Rows.Text(expected.Settings));
    }
}
