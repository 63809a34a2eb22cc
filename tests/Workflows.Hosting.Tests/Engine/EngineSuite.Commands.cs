using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string Failing = """
        {"name":"Failing","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"note","type":"transform.assign","config":{"assign":{"vars.password":"hunter2"}}},
          {"id":"charge","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{"failures":{"$expr":"payload.failures"}}}},
          {"id":"end","type":"state.set","config":{"state":{"$expr":"vars.password"}}}]}
        """;

    /// <summary>Every command in every state: taken, or refused with the code and nothing changed.</summary>
    [Theory]
    [Trait("Item", "BT-132")]
    [InlineData(RunStatus.Running, RunCommandKind.Cancel, null)]
    [InlineData(RunStatus.Running, RunCommandKind.Resume, "NO_OPEN_WAIT")]
    [InlineData(RunStatus.Running, RunCommandKind.Retry, "RUN_NOT_FAILED")]
    [InlineData(RunStatus.Running, RunCommandKind.Requeue, "RUN_NOT_REQUEUABLE")]
    [InlineData(RunStatus.Waiting, RunCommandKind.Cancel, null)]
    [InlineData(RunStatus.Waiting, RunCommandKind.Resume, null)]
    [InlineData(RunStatus.Waiting, RunCommandKind.Retry, "RUN_NOT_FAILED")]
    [InlineData(RunStatus.Waiting, RunCommandKind.Requeue, "RUN_NOT_REQUEUABLE")]
    [InlineData(RunStatus.Succeeded, RunCommandKind.Cancel, "RUN_HAS_ENDED")]
    [InlineData(RunStatus.Succeeded, RunCommandKind.Resume, "RUN_HAS_ENDED")]
    [InlineData(RunStatus.Succeeded, RunCommandKind.Retry, "RUN_NOT_FAILED")]
    [InlineData(RunStatus.Succeeded, RunCommandKind.Requeue, "RUN_NOT_REQUEUABLE")]
    [InlineData(RunStatus.Failed, RunCommandKind.Cancel, "RUN_HAS_ENDED")]
    [InlineData(RunStatus.Failed, RunCommandKind.Resume, "RUN_HAS_ENDED")]
    [InlineData(RunStatus.Failed, RunCommandKind.Retry, null)]
    [InlineData(RunStatus.Failed, RunCommandKind.Requeue, "NO_EVENT_WAIT")]
    [InlineData(RunStatus.Canceled, RunCommandKind.Cancel, "RUN_HAS_ENDED")]
    [InlineData(RunStatus.Canceled, RunCommandKind.Resume, "RUN_HAS_ENDED")]
    [InlineData(RunStatus.Canceled, RunCommandKind.Retry, "RUN_NOT_FAILED")]
    [InlineData(RunStatus.Canceled, RunCommandKind.Requeue, null)]
    public async Task Command_InAState_IsTakenOrRefused(RunStatus status, RunCommandKind kind, string? code)
    {
        var hold = new TaskCompletionSource();
        var run = await BringToAsync(status, hold);
        var before = (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, run, default))!;

        var result = await CommandAsync(run, kind);

        result.Problem?.Code.ShouldBe(code);
        result.IsOk.ShouldBe(code is null);
        var after = (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, run, default))!;
        var audit = await engine.Store.Tenants.ListAuditAsync(engine.Caller.Tenant, $"run:{run}", null, 10, default);
        if (code is null)
        {
            after.Revision.ShouldBeGreaterThan(before.Revision);
            audit.ShouldContain(row => row.Operation == $"run.{kind.ToString().ToLowerInvariant()}" && row.Actor == "operator-1");
        }
        else
        {
            after.Revision.ShouldBe(before.Revision);
            audit.ShouldNotContain(row => row.Operation == $"run.{kind.ToString().ToLowerInvariant()}" && row.Actor == "operator-1");
            result.Problem!.Kind.ShouldBe(ProblemKind.Conflict);
            result.Problem.Message.ShouldContain(status.ToString().ToUpperInvariant());
        }

        hold.TrySetResult();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("   ")]
    public async Task Command_WithoutAReason_IsRefused(string reason)
    {
        var run = await BringToAsync(RunStatus.Waiting, new TaskCompletionSource());

        (await CommandAsync(run, RunCommandKind.Cancel, reason)).Problem!.Code.ShouldBe("REASON_NEEDED");

        (await RunsAsync(RunStatus.Waiting)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Command_OfAnotherTenant_FindsNoRun()
    {
        var run = await BringToAsync(RunStatus.Waiting, new TaskCompletionSource());
        var stranger = await engine.Store.Tenants.GetOrAddAsync("strangers", Clock.GetUtcNow(), default);

        var result = await engine.Commands.ExecuteAsync(
            stranger.Id, run, new RunCommand { Kind = RunCommandKind.Cancel, Actor = "x", Reason = "because" }, default);

        result.Problem!.Code.ShouldBe("UNKNOWN_RUN");
    }

    [Fact]
    public async Task Retry_OfAFailedRun_MakesTheSameCallAgain_AndCountsTheRunOnce()
    {
        await engine.PublishAsync("failing", Failing);
        var run = await StartByEventAsync("o1", """{"failures":1}""");
        await engine.RunAsync(run, RunStatus.Failed);
        engine.Effects.Before = (_, _) => Task.CompletedTask;
        engine.Effects.Fail = false;

        (await CommandAsync(run, RunCommandKind.Retry)).Problem.ShouldBeNull();

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        engine.Effects.Calls.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create($"{run}:charge", 2));
        done.Run.ErrorCode.ShouldBeNull();
        var hour = CounterDelta.HourOf(Clock.GetUtcNow());
        var counters = await engine.Store.Counters.ListAsync(
            engine.Caller.Tenant, [CounterKind.RunsFailed, CounterKind.RunsSucceeded], null, hour - 1, hour + 1, default);
        counters.Where(counter => counter.Kind == CounterKind.RunsFailed).Sum(counter => counter.Count).ShouldBe(0);
        counters.Where(counter => counter.Kind == CounterKind.RunsSucceeded).Sum(counter => counter.Count).ShouldBe(1);
    }

    [Fact]
    public async Task Retry_SurvivesARestart_BeforeTheCallIsAnswered()
    {
        await engine.PublishAsync("failing", Failing);
        var run = await StartByEventAsync("o1", """{"failures":1}""");
        await engine.RunAsync(run, RunStatus.Failed);
        engine.Effects.Fail = false;
        engine.Effects.Before = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token);
        (await CommandAsync(run, RunCommandKind.Retry)).Value.Status.ShouldBe(RunStatus.Running);

        engine.Effects.Before = null;
        await engine.RestartAsync();

        await engine.RunAsync(run, RunStatus.Succeeded);
        engine.Effects.Effects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Resume_OfOneOfSeveralWaits_NeedsItsName()
    {
        await engine.PublishAsync("many", """
            {"name":"Many","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"each","type":"control.forEach","itemVar":"x","concurrency":2,"items":{"$expr":"[1,2]"},"body":[
                {"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"$string(x)"}}}]}]}
            """);
        var run = await StartByEventAsync("o1");

        (await CommandAsync(run, RunCommandKind.Resume)).Problem!.Code.ShouldBe("WAIT_AMBIGUOUS");
        (await CommandAsync(run, RunCommandKind.Resume, wait: "9")).Problem!.Code.ShouldBe("UNKNOWN_WAIT");
        (await CommandAsync(run, RunCommandKind.Resume, wait: "wait[1]")).Value.Status.ShouldBe(RunStatus.Waiting);
        (await CommandAsync(run, RunCommandKind.Resume, wait: "1")).Value.Status.ShouldBe(RunStatus.Succeeded);
        (await engine.ProcessAsync("ORDER_PAID", "1")).Deliveries!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Replay_FromAStep_TakesTheFullState_AndLinksBothWays()
    {
        await engine.PublishAsync("failing", Failing);
        var source = await StartByEventAsync("o1", """{"failures":1}""");
        await engine.RunAsync(source, RunStatus.Failed);

        var replay = (await engine.Commands.ReplayAsync(
            engine.Caller, source, new ReplayRequest { Reason = "skip the charge", Step = "end" }, default)).Value;

        replay.Origin.ShouldBe(RunOrigin.Replay);
        replay.Status.ShouldBe(RunStatus.Succeeded);
        var stored = (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, replay.Id, default))!;
        RunStateCodec.DecodeEnvelope(stored.State)["meta"]["state"].GetString().ShouldBe("hunter2", "a replay begins with the full state");
        foreach (var run in new[] { source, replay.Id })
            (await engine.Store.Operations.ListReplaysAsync(engine.Caller.Tenant, run, default)).ShouldHaveSingleItem()
                .ShouldBe(new ReplayLink(engine.Caller.Tenant, source, replay.Id, "end"));
        (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, source, default))!.Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task Replay_WithEdits_OnTheLatestVersion_RunsWithThem()
    {
        await engine.PublishAsync("failing", Failing);
        var source = await StartByEventAsync("o1", """{"failures":99}""");
        await engine.RunAsync(source, RunStatus.Failed);
        await engine.Workflows.SaveDraftAsync(engine.Caller, "failing", JsonValue.Parse(Failing.Replace("\"end\"", "\"finish\"")), null, default);
        (await engine.Workflows.PublishAsync(engine.Caller, "failing", null, default)).Value.Version.ShouldBe(2);

        var replay = await engine.Commands.ReplayAsync(
            engine.Caller, source,
            new ReplayRequest { Reason = "corrected", Version = 0, Payload = JsonValue.Parse("""{"failures":0}""") }, default);
        var wrong = await engine.Commands.ReplayAsync(
            engine.Caller, source, new ReplayRequest { Reason = "corrected", Version = 0, Step = "end" }, default);
        var none = await engine.Commands.ReplayAsync(engine.Caller, source, new ReplayRequest { Reason = "corrected", Version = 3 }, default);

        (await engine.RunAsync(replay.Value.Id, RunStatus.Succeeded)).Run.Version.ShouldBe(2);
        wrong.Problem!.Code.ShouldBe("UNKNOWN_STEP");
        none.Problem!.Code.ShouldBe("UNKNOWN_WORKFLOW_VERSION");
    }

    private Task<Result<RunRecord>> CommandAsync(RunId run, RunCommandKind kind, string reason = "a good reason", string? wait = null) =>
        engine.Commands.ExecuteAsync(
            engine.Caller.Tenant, run, new RunCommand { Kind = kind, Actor = "operator-1", Reason = reason, Wait = wait }, default);

    /// <summary>A run in a state; a running one is held in its action until the test lets go.</summary>
    private async Task<RunId> BringToAsync(RunStatus status, TaskCompletionSource hold)
    {
        if (status is RunStatus.Running) engine.Effects.Before = (_, token) => hold.Task.WaitAsync(token);
        var isWait = status is RunStatus.Waiting or RunStatus.Canceled;
        await engine.PublishAsync("it", isWait ? WaitForPayment : Failing);
        var failures = status == RunStatus.Failed ? 1 : 0;
        var run = await StartByEventAsync("o1", $$"""{"order":"o1","failures":{{failures}}}""");
        if (status == RunStatus.Canceled)
            (await engine.Commands.ExecuteAsync(
                engine.Caller.Tenant, run, new RunCommand { Kind = RunCommandKind.Cancel, Actor = "first", Reason = "to begin" }, default))
                .Problem.ShouldBeNull();
        await engine.RunAsync(run, status);
        return run;
    }
}
