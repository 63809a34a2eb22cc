using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    [Fact]
    public async Task Action_WithSideEffects_IsCommittedAsStartedBeforeItIsCalled()
    {
        await engine.PublishAsync("effect", Effect("""{"value":{"$expr":"payload.n"}}"""));
        var seen = default(RunRecord);
        engine.Effects.Before = async (context, token) => seen = await engine.Store.Runs.GetAsync(context.Tenant, context.Run, token);

        var run = await StartByEventAsync("o1", """{"n":7}""");

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        seen!.Status.ShouldBe(RunStatus.Running);
        StepsOf(done).ShouldBe(["effect started", "effect succeeded"]);
        done.Envelope["vars"]["result"]["value"].GetDouble().ShouldBe(7);
        engine.Effects.Calls.ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_WithBackoff_SucceedsAtLaterAttempt()
    {
        await engine.PublishAsync("effect", Effect("""{"failures":2}""", """{"maxAttempts":3,"backoffMs":1000,"jitter":false}"""));
        var run = await StartByEventAsync("o1");

        await engine.RunAsync(run, RunStatus.Waiting);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await engine.UntilAsync(
            async () => await engine.Store.Runs.GetAsync(engine.Caller.Tenant, run, default) is { Status: RunStatus.Waiting, Revision: >= 4 },
            "the second attempt fails");
        Clock.Advance(TimeSpan.FromSeconds(2));

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        done.Run.UpdatedAt.ShouldBe(done.Run.StartedAt + TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(1));
        engine.Effects.Calls.ShouldHaveSingleItem().Value.ShouldBe(3);
        engine.Effects.Effects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Retry_ThatIsExhausted_FailsRun()
    {
        await engine.PublishAsync("effect", Effect("""{"failures":9}""", """{"maxAttempts":2,"backoffMs":1000,"jitter":false}"""));
        var run = await StartByEventAsync("o1");

        await engine.RunAsync(run, RunStatus.Waiting);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var done = await engine.RunAsync(run, RunStatus.Failed);
        done.Run.ErrorCode.ShouldBe("NOT_YET");
        done.Error["name"].GetString().ShouldBe("TransientError");
        engine.Effects.Calls.ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ForEach_CallsActionForEveryItem_SoManyAtATime(int concurrency)
    {
        var (underWay, most) = (0, 0);
        engine.Effects.Before = (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            Interlocked.Decrement(ref underWay);
            return Task.CompletedTask;
        };
        await engine.PublishAsync("loop", $$"""
            {"name":"Loop","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"each","type":"control.forEach","items":{"$expr":"payload.items"},"itemVar":"part","concurrency":{{concurrency}},"body":[
                {"id":"effect","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{"value":{"$expr":"part"} } } }]}]}
            """);

        var run = await StartByEventAsync("o1", """{"items":["a","b","c","d","e"]}""");

        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        engine.Effects.Calls.Keys.ShouldBe(Enumerable.Range(0, 5).Select(i => $"{run}:effect[{i}]"), ignoreOrder: true);
        engine.Effects.Calls.Values.ShouldAllBe(calls => calls == 1);
        StepsOf(done).Count(step => step.EndsWith(" succeeded", StringComparison.Ordinal)).ShouldBe(6);
        most.ShouldBeLessThanOrEqualTo(concurrency);
    }

    [Fact]
    public async Task Restart_WithActionUnderWay_CallsItAgainWithTheSameKey()
    {
        await engine.PublishAsync("effect", Effect("""{"value":1}"""));
        var called = new TaskCompletionSource();
        engine.Effects.Before = async (_, token) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        var run = await StartByEventAsync("o1");
        await called.Task;
        engine.Effects.Before = null;

        await engine.RestartAsync();

        await engine.RunAsync(run, RunStatus.Succeeded);
        engine.Effects.Calls.ShouldHaveSingleItem().Value.ShouldBe(2);
        engine.Effects.Effects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Restart_KeepsWaitsAndTimers()
    {
        await engine.PublishAsync("pay", WaitForPayment);
        var paid = await StartByEventAsync("o1", """{"order":"o1"}""");
        var late = await StartByEventAsync("o2", """{"order":"o2"}""");

        await engine.RestartAsync();
        await engine.ProcessAsync("ORDER_PAID", "o1", """{"ok":true}""");
        await engine.RunAsync(paid, RunStatus.Succeeded);
        Clock.Advance(TimeSpan.FromMinutes(1));

        (await engine.RunAsync(late, RunStatus.Succeeded)).Envelope["meta"]["state"].GetString().ShouldBe("late");
    }

    [Fact]
    public async Task EmittedEvent_TakesEffectOnce_AndTellsItsStep()
    {
        await engine.PublishAsync("emit", """
            {"name":"Emit","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"tell","type":"action.call","config":{"actionId":"event.emit","version":1,"saveAs":"sent",
                "inputMapping":{"type":"ORDER_SHIPPED","payload":{"order":{"$expr":"payload.order"} } } } }]}
            """);
        await engine.PublishAsync("shipped", """{"name":"Shipped","trigger":{"type":"event","eventName":"ORDER_SHIPPED"},"steps":[]}""");

        var run = await StartByEventAsync("o1", """{"order":"o1"}""");

        var id = (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["sent"]["id"].GetString();
        id.ShouldBe($"emit:{run}:tell");
        await engine.UntilAsync(async () => (await RunsAsync(RunStatus.Succeeded)).Count == 2, "the emitted event starts a run");
        var stored = (await engine.Queries.GetEventAsync(engine.Caller.Tenant, id, default)).Value.Event;
        stored.CorrelationId.ShouldBe("o1");
        JsonValue.Parse(stored.Extra)["metadata"]["workflow"].ToString()
            .ShouldBe($$"""{"workflow":"emit","version":1,"run":"{{run}}","step":"tell"}""");
    }

    [Fact]
    public async Task EmittedEvent_OfUnknownType_FailsTheStep()
    {
        await engine.PublishAsync("emit", """
            {"name":"Emit","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"tell","type":"action.call","config":{"actionId":"event.emit","version":1,"inputMapping":{"type":{"$expr":"'NO_SUCH_TYPE'"} } } }]}
            """);

        (await engine.RunAsync(await StartByEventAsync("o1"), RunStatus.Failed)).Run.ErrorCode.ShouldBe("UNKNOWN_EVENT_TYPE");
    }

    private static string Effect(string input, string? retry = null) => $$"""
        {"name":"Effect","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"effect","type":"action.call",{{(retry is null ? "" : $"\"retry\":{retry},")}}"config":{
            "actionId":"test.effect","version":1,"inputMapping":{{input}},"saveAs":"result"} }]}
        """;
}
