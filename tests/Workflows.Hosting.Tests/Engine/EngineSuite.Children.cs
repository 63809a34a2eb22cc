using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Runs;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string Parent = """
        {"name":"Parent","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"call","type":"control.callWorkflow","workflowId":"child","inputMapping":{"order":{"$expr":"payload.order"} },
           "outputMapping":{"vars.answer":{"$expr":"child.vars.answer"} } },
          {"id":"after","type":"state.set","config":{"state":"done"} }]}
        """;

    private const string WaitingChild = """
        {"name":"Child","steps":[
          {"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.order"} } },
          {"id":"answer","type":"transform.assign","config":{"assign":{"vars.answer":{"$expr":"vars.event.sum"} } } }]}
        """;

    [Fact]
    [Trait("Item", "BT-114")]
    public async Task Call_ChildThatWaits_ResumesTheParentWithItsResult()
    {
        await engine.PublishAsync("child", WaitingChild);
        await engine.PublishAsync("parent", Parent);
        var run = await StartByEventAsync("o1", """{"order":"o1"}""");
        var child = await ChildAsync(run, RunStatus.Waiting);

        await engine.ProcessAsync("ORDER_PAID", "o1", """{"sum":7}""");

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        done.Envelope["vars"]["answer"].GetDouble().ShouldBe(7);
        done.Waits.ShouldBeEmpty();
        var record = (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, child, default))!;
        (record.Status, record.Origin, record.CorrelationId).ShouldBe((RunStatus.Succeeded, RunOrigin.Parent, "o1"));
        var link = (await engine.Store.Tasks.GetLinkAsync(engine.Caller.Tenant, child, default))!;
        (link.Parent.Run, link.Root, link.Depth, link.IsAttached).ShouldBe((run, run, 1, false));
    }

    [Fact]
    [Trait("Item", "BT-115")]
    public async Task Call_ChildThatFails_FailsTheParentWithItsCode()
    {
        await engine.PublishAsync("child", """
            {"name":"Child","steps":[{"id":"effect","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{"failures":9} } }]}
            """);
        await engine.PublishAsync("parent", Parent);

        var run = await StartByEventAsync("o1");

        (await engine.RunAsync(run, RunStatus.Failed)).Run.ErrorCode.ShouldBe("NOT_YET");
    }

    [Fact]
    public async Task Call_Detached_LeavesTheChildToItself()
    {
        await engine.PublishAsync("child", WaitingChild);
        await engine.PublishAsync("parent", Parent.Replace("\"inputMapping\"", "\"mode\":\"detach\",\"inputMapping\"", StringComparison.Ordinal));

        var run = await StartByEventAsync("o1", """{"order":"o1"}""");

        await engine.RunAsync(run, RunStatus.Succeeded);
        var child = await ChildAsync(run, RunStatus.Waiting);
        await engine.RestartAsync();
        await engine.ProcessAsync("ORDER_PAID", "o1", """{"sum":7}""");
        await engine.RunAsync(child, RunStatus.Succeeded);
    }

    [Fact]
    public async Task Call_ItselfForEver_EndsAtTheDepthLimit()
    {
        await engine.PublishAsync("child", """{"name":"Child","steps":[]}""");
        await engine.PublishAsync("parent", Parent);
        (await engine.Workflows.SaveDraftAsync(engine.Caller, "child", JsonValue.Parse(
            """
            {"name":"Child","steps":[{"id":"if","type":"control.if","condition":{"$expr":"$not(payload.stop = true)"},"then":[
              {"id":"again","type":"control.callWorkflow","workflowId":"child"}]}]}
            """), null, default)).Problem.ShouldBeNull();
        (await engine.Workflows.PublishAsync(engine.Caller, "child", null, default)).Problem.ShouldBeNull();

        var run = await StartByEventAsync("o1");

        (await engine.RunAsync(run, RunStatus.Failed)).Run.ErrorCode.ShouldBe("CALL_TOO_DEEP");
        (await RunsAsync()).Count.ShouldBe(RunMachine.MaxDepth + 1);
    }

    [Fact]
    public async Task Call_WorkflowThatIsNotPublished_FailsTheStep()
    {
        await CreateAsync("child", """{"name":"Child","steps":[]}""");
        await engine.PublishAsync("parent", Parent);

        (await engine.RunAsync(await StartByEventAsync("o1"), RunStatus.Failed)).Run.ErrorCode.ShouldBe("CALLED_WORKFLOW_UNKNOWN");
    }

    [Fact]
    public async Task Call_OfALimitedWorkflow_WaitsForItsTurn_AlsoAfterARestart()
    {
        await engine.PublishAsync("child", WaitingChild);
        await SetAsync("child", new SettingsChange { ConcurrencyLimit = 1 });
        await engine.PublishAsync("parent", Parent);
        var first = await StartByEventAsync("o1", """{"order":"o1"}""");
        await ListeningChildAsync(first);
        await engine.ProcessAsync("ORDER_PAID", "none");
        var second = await StartByEventAsync("o2", """{"order":"o2"}""");
        var held = await ChildAsync(second, RunStatus.Waiting);

        var why = (await engine.Explainer.ExplainAsync(engine.Caller.Tenant, held, default)).Value.Reasons.ShouldHaveSingleItem();
        why.Kind.ShouldBe("turn");
        await engine.RestartAsync();
        await engine.ProcessAsync("ORDER_PAID", "o2", """{"sum":2}""");
        (await engine.RunAsync(held, RunStatus.Waiting)).Steps.ShouldBeEmpty("it has not begun, so it took no event");

        await engine.ProcessAsync("ORDER_PAID", "o1", """{"sum":1}""");
        await engine.RunAsync(first, RunStatus.Succeeded);
        (await ListeningChildAsync(second)).ShouldBe(held);
        await engine.ProcessAsync("ORDER_PAID", "o2", """{"sum":2}""");
        await engine.RunAsync(second, RunStatus.Succeeded);
    }

    [Fact]
    public async Task Call_OfALimitedWorkflowByItself_GoesInTheCallersPlace()
    {
        const string child = """
            {"name":"Child","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"if","type":"control.if","condition":{"$expr":"payload.n > 0"},"then":[
                {"id":"again","type":"control.callWorkflow","workflowId":"child","inputMapping":{"n":{"$expr":"payload.n - 1"} } }]}]}
            """;
        await engine.PublishAsync("child", child);
        await SetAsync("child", new SettingsChange { ConcurrencyLimit = 1 });

        await engine.ProcessAsync("ORDER_PLACED", "o1", """{"n":3}""");

        await engine.UntilAsync(async () => (await RunsAsync(RunStatus.Succeeded)).Count == 4, "the whole tree ends");
    }

    [Fact]
    public async Task Cancel_OfACallerWhoseChildWaitsForItsTurn_EndsBoth_AndTakesNoRoom()
    {
        await engine.PublishAsync("child", WaitingChild);
        await SetAsync("child", new SettingsChange { ConcurrencyLimit = 1 });
        await engine.PublishAsync("parent", Parent);
        var first = await StartByEventAsync("o1", """{"order":"o1"}""");
        await ListeningChildAsync(first);
        var second = await StartByEventAsync("o2", """{"order":"o2"}""");
        var held = await ChildAsync(second, RunStatus.Waiting);
        var third = await StartByEventAsync("o3", """{"order":"o3"}""");

        await engine.Commands.ExecuteAsync(
            engine.Caller.Tenant, second, new RunCommand { Kind = RunCommandKind.Cancel, Actor = "tester", Reason = "not needed" }, default);
        await engine.RunAsync(held, RunStatus.Canceled);
        await engine.ProcessAsync("ORDER_PAID", "o1", """{"sum":1}""");
        await engine.RunAsync(first, RunStatus.Succeeded);

        await ListeningChildAsync(third);
        (await engine.Deliveries.ListAsync(engine.Caller.Tenant, new HeldFilter { Status = HeldStatus.Held }, default)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task Discard_OfAChildsTurn_IsRefused_BecauseItsCallerWaits()
    {
        await engine.PublishAsync("child", WaitingChild);
        await SetAsync("child", new SettingsChange { ConcurrencyLimit = 1 });
        await engine.PublishAsync("parent", Parent);
        await ListeningChildAsync(await StartByEventAsync("o1", """{"order":"o1"}"""));
        await ChildAsync(await StartByEventAsync("o2", """{"order":"o2"}"""), RunStatus.Waiting);

        var held = (await engine.Deliveries.ListAsync(engine.Caller.Tenant, new HeldFilter { Status = HeldStatus.Held }, default)).Value
            .ShouldHaveSingleItem("one child has begun and one waits for its turn");
        (await engine.Deliveries.DiscardAsync(engine.Caller, held.Id, "not needed", default)).Problem!.Code.ShouldBe("DELIVERY_OF_RUN");
    }

    [Fact]
    public async Task Publish_OfCalls_ChecksWhatIsCalled()
    {
        await CreateAsync("parent", Parent);
        (await CodesOfPublishAsync("parent")).ShouldBe(["UNKNOWN_WORKFLOW"]);

        await CreateAsync("child", """{"name":"Child","payloadSchemaRef":"payload.Order.v1","steps":[]}""");
        (await engine.Workflows.PublishAsync(engine.Caller, "parent", null, default)).Value.Findings
            .ShouldContain(finding => finding.Code == "WORKFLOW_NOT_PUBLISHED" && finding.Severity == FindingSeverity.Warning);

        await engine.DefineAsync(
            "ORDER_SHIPPED", "payload.Order.v1", """{"type":"object","required":["number"],"properties":{"number":{"type":"integer"}}}""");
        (await CodesOfPublishAsync("child")).ShouldBeEmpty();
        (await CodesOfPublishAsync("parent")).ShouldBe(["MISSING_REQUIRED_MAPPING"]);
    }

    [Fact]
    public async Task Publish_OfCallsInACircle_IsRefused_UnlessAConditionMayEndThem()
    {
        await engine.PublishAsync("child", """{"name":"Child","steps":[]}""");
        await engine.PublishAsync("parent", Parent);
        const string back = """{"id":"back","type":"control.callWorkflow","workflowId":"parent"}""";

        await SaveAsync("child", $$"""{"name":"Child","steps":[{{back}}]}""");
        (await CodesOfPublishAsync("child")).ShouldBe(["WORKFLOW_CALL_CYCLE"]);
        await SaveAsync("child", $$$"""{"name":"Child","steps":[{"id":"if","type":"control.if","condition":{"$expr":"payload.again = true"},"then":[{{{back}}}]}]}""");
        (await CodesOfPublishAsync("child")).ShouldBeEmpty();
    }

    private async Task CreateAsync(string key, string definition) =>
        (await engine.Workflows.CreateAsync(engine.Caller, key, JsonValue.Parse(definition), default)).Problem.ShouldBeNull();

    private async Task SaveAsync(string key, string definition) =>
        (await engine.Workflows.SaveDraftAsync(engine.Caller, key, JsonValue.Parse(definition), null, default)).Problem.ShouldBeNull();

    /// <summary>The codes of the errors that stand in the way of publishing.</summary>
    private async Task<IEnumerable<string>> CodesOfPublishAsync(string key) =>
        (await engine.Workflows.PublishAsync(engine.Caller, key, null, default)).Value.Findings
            .Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Code);

    /// <summary>The parent's commit is all that happened before the crash: recovery tells the child.</summary>
    [Fact]
    public async Task Cancel_OfTheParent_ReachesTheWholeTree_AlsoAfterACrash()
    {
        await engine.PublishAsync("child", WaitingChild);
        await engine.PublishAsync("middle", Parent.Replace("\"trigger\":{\"type\":\"event\",\"eventName\":\"ORDER_PLACED\"},", "", StringComparison.Ordinal));
        await engine.PublishAsync("parent", Parent.Replace("\"child\"", "\"middle\"", StringComparison.Ordinal));
        var run = await StartByEventAsync("o1", """{"order":"o1"}""");
        var middle = await ChildAsync(run, RunStatus.Waiting);
        var child = await ChildAsync(middle, RunStatus.Waiting);

        await engine.RestartAsync(async store =>
        {
            var parent = (await store.Runs.GetAsync(engine.Caller.Tenant, run, default))!;
            var commit = new Abstractions.Storage.Commit();
            commit.RunUpdates.Add(parent with { Status = RunStatus.Canceled, Revision = parent.Revision + 1 });
            foreach (var wait in await store.Runs.GetWaitsAsync(engine.Caller.Tenant, run, default))
                commit.RemovedWaits.Add(new Abstractions.Storage.WaitRemoval(wait.Id, null));
            (await store.Writer.WriteAsync([commit], default)).ShouldHaveSingleItem().IsCommitted.ShouldBeTrue();
        });

        await engine.RunAsync(middle, RunStatus.Canceled);
        (await engine.RunAsync(child, RunStatus.Canceled)).Waits.ShouldBeEmpty();
        (await engine.Store.Tasks.ListOrphansAsync(default, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Relatives_OfARun_AreItsCallerAndTheRunsThatItCalled()
    {
        await engine.PublishAsync("child", WaitingChild);
        await engine.PublishAsync("parent", Parent);
        var run = await StartByEventAsync("o1", """{"order":"o1"}""");
        var child = await ChildAsync(run, RunStatus.Waiting);

        var above = await engine.Queries.GetRelativesAsync(engine.Caller.Tenant, run, default);
        var below = await engine.Queries.GetRelativesAsync(engine.Caller.Tenant, child, default);

        above.Parent.ShouldBeNull();
        var called = above.Children.ShouldHaveSingleItem();
        (called.Run.Id, called.Workflow, called.Step, called.Run.Status).ShouldBe((child, "child", "call", RunStatus.Waiting));
        below.Children.ShouldBeEmpty();
        (below.Parent!.Run.Id, below.Parent.Workflow, below.Parent.Step).ShouldBe((run, "parent", "call"));
    }

    /// <summary>
    /// The child, when it waits for its event. Waiting as its status does not say so: a child whose workflow is limited waits for its turn first.
    /// </summary>
    private async Task<RunId> ListeningChildAsync(RunId parent)
    {
        var child = await ChildAsync(parent, RunStatus.Waiting);
        await engine.UntilAsync(
            async () => (await engine.Store.Runs.GetWaitsAsync(engine.Caller.Tenant, child, default)).Count == 1, $"the child of {parent} begins");
        return child;
    }

    private async Task<RunId> ChildAsync(RunId parent, RunStatus status)
    {
        await engine.UntilAsync(
            async () => await FindAsync() is { } child
                && await engine.Store.Runs.GetAsync(engine.Caller.Tenant, child.Run, default) is { } run && run.Status == status,
            $"the child of {parent} becomes {status}");
        return (await FindAsync())!.Run;

        async Task<RunLink?> FindAsync() =>
            (await engine.Store.Tasks.ListChildrenAsync(engine.Caller.Tenant, parent, 10, default)).SingleOrDefault();
    }
}
