using System.Text;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Tenancy;
using Workflows.Abstractions.Workers;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Workers;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string RemoteCall =
        """
        {"name":"Remote","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"call","type":"action.call","config":{"actionId":"crm.sync","version":1,"inputMapping":{"n":1},"saveAs":"result"} }]}
        """;

    [Fact]
    public async Task TaskThatWasLost_IsMadeAgain_AndTheLeaseBeforeAnswersNothing()
    {
        var run = await StartRemoteAsync();
        var first = await LeaseAsync();

        // As after a crash between the commit of the call and the row of its task.
        await engine.Store.Workers.RemoveAsync(engine.Caller.Tenant, run, first.Number, default);
        await engine.RestartAsync();

        var second = await LeaseAsync();
        (second.Run, second.Number, second.IdempotencyKey, second.Leases).ShouldBe((run, first.Number, first.IdempotencyKey, 1));
        (await CompleteAsync(first, "stale")).Problem!.Code.ShouldBe("LEASE_LOST");
        (await CompleteAsync(second, "good")).IsOk.ShouldBeTrue();
        (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["result"].GetString().ShouldBe("good");
    }

    [Fact]
    public async Task Lease_OutlivesTheProcess()
    {
        var run = await StartRemoteAsync();
        var task = await LeaseAsync();

        await engine.RestartAsync();

        (await CompleteAsync(task, "good")).IsOk.ShouldBeTrue();
        await engine.RunAsync(run, RunStatus.Succeeded);
    }

    [Fact]
    public async Task AnswerThatTheRunDidNotHear_IsTakenUpAfterTheRestart_OnceAndAsAcknowledged()
    {
        var run = await StartRemoteAsync();
        var task = await LeaseAsync();

        await engine.StopEntitiesAsync();
        (await CompleteAsync(task, "good")).IsOk.ShouldBeTrue();
        (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, run, default))!.Status.ShouldBe(RunStatus.Running);
        Clock.Advance(TimeSpan.FromDays(3));
        await engine.RestartAsync();

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        done.Envelope["vars"]["result"].GetString().ShouldBe("good");
        StepsOf(done).ShouldBe(["call started", "call succeeded"]);
    }

    [Fact]
    public async Task AnswerGivenTwice_IsAcknowledgedTwice_AndTheFirstCounts()
    {
        var run = await StartRemoteAsync();
        var task = await LeaseAsync();

        (await CompleteAsync(task, "first")).IsOk.ShouldBeTrue();
        (await CompleteAsync(task, "second")).IsOk.ShouldBeTrue();

        (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["result"].GetString().ShouldBe("first");
        (await CompleteAsync(task, "third")).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task LeaseThatEnded_GoesToAnother_AndTheLateAnswerIsRefused()
    {
        var run = await StartRemoteAsync();
        var first = await LeaseAsync();

        Clock.Advance(TimeSpan.FromSeconds(29));
        (await TryLeaseAsync(TimeSpan.Zero)).ShouldBeEmpty();
        var waiting = LeaseAsync();
        using (var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(10)))
            while (!waiting.IsCompleted && await turn.WaitForNextTickAsync()) Clock.Advance(TimeSpan.FromMilliseconds(100));
        var second = await waiting;

        second.Leases.ShouldBe(2);
        (await CompleteAsync(first, "late")).Problem!.Code.ShouldBe("LEASE_LOST");
        (await engine.Workers.HeartbeatAsync(engine.Caller, run, first.Number, first.Token, TimeSpan.FromSeconds(30), default))
            .Problem!.Code.ShouldBe("LEASE_LOST");
        (await CompleteAsync(second, "good")).IsOk.ShouldBeTrue();
        (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["result"].GetString().ShouldBe("good");
    }

    [Fact]
    public async Task Heartbeat_KeepsTheLease()
    {
        await StartRemoteAsync();
        var task = await LeaseAsync();

        Clock.Advance(TimeSpan.FromSeconds(29));
        var kept = await engine.Workers.HeartbeatAsync(engine.Caller, task.Run, task.Number, task.Token, TimeSpan.FromSeconds(30), default);
        Clock.Advance(TimeSpan.FromSeconds(29));

        kept.Value.ShouldBe(new Heartbeat(task.LeasedUntil + TimeSpan.FromSeconds(29), false));
        (await TryLeaseAsync(TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CallThatTheRunDropped_IsNotHandedOut_AndItsAnswerIsRefused()
    {
        await RegisterAsync("{}");
        await engine.PublishAsync("loop", """
            {"name":"Loop","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"guard","type":"control.tryCatch","catch":[],"try":[
                {"id":"each","type":"control.forEach","items":{"$expr":"[1,2,3]"},"itemVar":"part","concurrency":3,"body":[
                  {"id":"call","type":"action.call","config":{"actionId":"crm.sync","version":1,"inputMapping":{"n":{"$expr":"part"} } } }]}]},
              {"id":"sleep","type":"time.wait","config":{"durationMs":60000} }]}
            """);
        var run = await StartByEventAsync("o1");
        var (failing, dropped) = (await LeaseAsync(), await LeaseAsync());

        (await engine.Workers.AnswerAsync(
            engine.Caller, run, failing.Number, failing.Token, ActionResult.Fail(FailureCategory.ActionError, "NO", "It cannot be."), default))
            .IsOk.ShouldBeTrue();
        await engine.RunAsync(run, RunStatus.Waiting);

        (await engine.Workers.HeartbeatAsync(engine.Caller, run, dropped.Number, dropped.Token, TimeSpan.FromSeconds(30), default))
            .Value.Canceled.ShouldBeTrue();
        (await CompleteAsync(dropped, "late")).Problem!.Code.ShouldBe("TASK_CANCELED");
        (await TryLeaseAsync(TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TaskThatNobodyTakes_TimesOut()
    {
        var made = engine.NextTask;
        var run = await StartRemoteAsync("""{"scheduleToStartMs":5000}""");
        await made;

        Clock.Advance(TimeSpan.FromSeconds(5));

        (await engine.RunAsync(run, RunStatus.Failed)).Run.ErrorCode.ShouldBe("TASK_NOT_STARTED");
        (await TryLeaseAsync(TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TaskThatTakesTooLong_TimesOut_AndTheLateAnswerIsRefused()
    {
        var run = await StartRemoteAsync("""{"startToCloseMs":20000}""");
        var task = await LeaseAsync();

        Clock.Advance(TimeSpan.FromSeconds(20));

        (await engine.RunAsync(run, RunStatus.Failed)).Run.ErrorCode.ShouldBe("TASK_TIMED_OUT");
        (await CompleteAsync(task, "late")).Problem!.Code.ShouldBe("LEASE_LOST");
    }

    [Fact]
    public async Task RunThatWaitsForAWorker_SaysSo_AndIsNotStuck()
    {
        await RegisterAsync("{}");
        await engine.PublishAsync("remote", RemoteCall);
        var made = engine.NextTask;
        var run = await StartByEventAsync("o1");
        await made;
        await WhyAsync(run, "waits for a worker of the topic 'crm.sync'");
        await LeaseAsync();
        (await WhyAsync(run, "is in the hands of the worker w1")).ShouldBe("worker");

        Clock.Advance(TimeSpan.FromHours(2));
        (await engine.Explainer.ListStuckAsync(engine.Caller.Tenant, TimeSpan.FromMinutes(1), 10, default)).ShouldBeEmpty();
        await engine.PublishAsync("effect", Effect("{}").Replace("ORDER_PLACED", "ORDER_SHIPPED", StringComparison.Ordinal));
        HoldFirstCall(out var called);
        var stuck = (await engine.ProcessAsync("ORDER_SHIPPED", "o9")).Deliveries!.ShouldHaveSingleItem().Run!.Value;
        await called;
        Clock.Advance(TimeSpan.FromHours(2));
        (await engine.Explainer.ListStuckAsync(engine.Caller.Tenant, TimeSpan.FromMinutes(1), 10, default)).ShouldHaveSingleItem().Run.Id.ShouldBe(stuck);
    }

    [Fact]
    public async Task StrangersAnswer_FindsNoTask()
    {
        await StartRemoteAsync();
        var task = await LeaseAsync();
        var stranger = engine.Caller with { Tenant = new TenantId(engine.Caller.Tenant.Value + 1) };

        (await engine.Workers.AnswerAsync(stranger, task.Run, task.Number, task.Token, ActionResult.Success(JsonValue.True), default))
            .Problem!.Code.ShouldBe("UNKNOWN_WORKER_TASK");
    }

    private async Task<RunId> StartRemoteAsync(string action = "{}")
    {
        await RegisterAsync(action);
        await engine.PublishAsync("remote", RemoteCall);
        return await StartByEventAsync("o1");
    }

    private async Task RegisterAsync(string body) =>
        (await engine.Store.Workers.AddActionAsync(
            new RemoteActionRecord(engine.Caller.Tenant, "crm.sync", 1, Encoding.UTF8.GetBytes(body), "tester", Clock.GetUtcNow()),
            new AuditRecord(Guid.NewGuid(), engine.Caller.Tenant, "tester", "action.register", "action:crm.sync@1", "{}"u8.ToArray()),
            default)).ShouldBeTrue();

    /// <summary>The next task, as soon as there is one.</summary>
    private async Task<LeasedTask> LeaseAsync() => (await TryLeaseAsync(TimeSpan.FromDays(1))).ShouldHaveSingleItem();

    private async Task<IReadOnlyList<LeasedTask>> TryLeaseAsync(TimeSpan wait) =>
        (await engine.Workers.LeaseAsync(
            engine.Caller, new LeaseRequest(["crm.sync"], 1, wait, TimeSpan.FromSeconds(30), "w1"), default, default)).Value;

    private Task<Result<bool>> CompleteAsync(LeasedTask task, string output) => engine.Workers.AnswerAsync(
        engine.Caller, task.Run, task.Number, task.Token, ActionResult.Success(JsonValue.From(output)), default);
}
