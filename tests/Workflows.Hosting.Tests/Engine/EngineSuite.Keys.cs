using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>Idempotency keys that authors give: they span runs.</summary>
public abstract partial class EngineSuite
{
    private const string Keyed = """
        {"name":"Keyed","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"effect","type":"action.call","retry":{"maxAttempts":2,"backoffMs":1000,"jitter":false},"config":{"actionId":"test.effect","version":1,
            "saveAs":"result","idempotencyKey":{"$expr":"payload.key"},
            "inputMapping":{"value":{"$expr":"payload.value"},"failures":{"$expr":"payload.failures"} } } }]}
        """;

    [Fact]
    [Trait("Item", "BT-155")]
    public async Task AuthorKey_OfACallThatSucceeded_AnswersOtherRunsFromItsOutput_AlsoAfterARestart()
    {
        await engine.PublishAsync("keyed", Keyed);
        await engine.RunAsync(await StartByEventAsync("o1", """{"key":"k","value":"first","failures":0}"""), RunStatus.Succeeded);
        await engine.RestartAsync();

        var second = await engine.RunAsync(await StartByEventAsync("o2", """{"key":"k","value":"second","failures":0}"""), RunStatus.Succeeded);
        var other = await engine.RunAsync(await StartByEventAsync("o3", """{"key":"other","value":"third","failures":0}"""), RunStatus.Succeeded);

        second.Envelope["vars"]["result"]["value"].GetString().ShouldBe("first");
        other.Envelope["vars"]["result"]["value"].GetString().ShouldBe("third");
        engine.Effects.Calls.ShouldBe(new Dictionary<string, int> { ["k"] = 1, ["other"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task AuthorKey_OfACallThatFailed_IsUsedAgain()
    {
        await engine.PublishAsync("keyed", Keyed);
        var first = await StartByEventAsync("o1", """{"key":"k","value":"first","failures":1}""");
        await engine.RunAsync(first, RunStatus.Waiting);

        var second = await engine.RunAsync(await StartByEventAsync("o2", """{"key":"k","value":"second","failures":0}"""), RunStatus.Succeeded);
        Clock.Advance(TimeSpan.FromSeconds(1));

        second.Envelope["vars"]["result"]["value"].GetString().ShouldBe("second");
        (await engine.RunAsync(first, RunStatus.Succeeded)).Envelope["vars"]["result"]["value"].GetString()
            .ShouldBe("second", "its retry is answered by the run that succeeded");
        engine.Effects.Calls["k"].ShouldBe(2);
        engine.Effects.Effects.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Item", "BT-154")]
    public async Task AuthorKey_UsedByTwoRunsAtOnce_HasOneEffect_AndTheSecondSaysWhyItWaits()
    {
        await engine.PublishAsync("keyed", Keyed);
        var release = HoldFirstCall(out var called);
        var first = await StartByEventAsync("o1", """{"key":"k","value":"first","failures":0}""");
        await called;
        var second = await StartByEventAsync("o2", """{"key":"k","value":"second","failures":0}""");

        (await WhyAsync(second, $"waits for the run {first}")).ShouldBe("key");
        engine.Effects.Calls["k"].ShouldBe(1);
        release.SetResult();

        await engine.RunAsync(first, RunStatus.Succeeded);
        ValueOf(await PassUntilDoneAsync(second)).ShouldBe("first");
        engine.Effects.Calls["k"].ShouldBe(1);
    }

    [Fact]
    public async Task AuthorKey_OfACallThatACrashCutOff_IsCalledAgainByItsRun_AndOthersWait()
    {
        await engine.PublishAsync("keyed", Keyed);
        HoldFirstCall(out var called);
        var first = await StartByEventAsync("o1", """{"key":"k","value":"first","failures":0}""");
        await called;
        var second = await StartByEventAsync("o2", """{"key":"k","value":"second","failures":0}""");
        engine.Effects.Before = null;

        await engine.RestartAsync();

        var values = new[] { ValueOf(await PassUntilDoneAsync(first)), ValueOf(await PassUntilDoneAsync(second)) };
        values.Distinct().ShouldHaveSingleItem();
        engine.Effects.Effects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AuthorKey_OfTwoItemsOfALoop_HasOneEffect()
    {
        await engine.PublishAsync("loop", """
            {"name":"Loop","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"each","type":"control.forEach","items":{"$expr":"payload.items"},"itemVar":"part","concurrency":3,
               "results":{"$expr":"vars.result.value"},"saveAs":"all","body":[
                {"id":"effect","type":"action.call","config":{"actionId":"test.effect","version":1,"saveAs":"result",
                  "idempotencyKey":{"$expr":"part"},"inputMapping":{"value":{"$expr":"part"} } } }]}]}
            """);

        await engine.RunAsync(await StartByEventAsync("o1", """{"items":["a","a","b"]}"""), RunStatus.Succeeded);

        engine.Effects.Calls.ShouldBe(new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task AuthorKey_OfARemoteCall_MakesOneTask_AndItsAnswerIsThatOfBothRuns()
    {
        await RegisterAsync("{}");
        await engine.PublishAsync(
            "remote", RemoteCall.Replace("\"inputMapping\"", "\"idempotencyKey\":{\"$expr\":\"'k'\"},\"inputMapping\"", StringComparison.Ordinal));
        await StartByEventAsync("o1");
        var task = await LeaseAsync();
        var second = await StartByEventAsync("o2");
        await WhyAsync(second, $"waits for the run {task.Run}");

        (await CompleteAsync(task, "good")).IsOk.ShouldBeTrue();

        (await engine.RunAsync(task.Run, RunStatus.Succeeded)).Envelope["vars"]["result"].GetString().ShouldBe("good");
        (await PassUntilDoneAsync(second)).Envelope["vars"]["result"].GetString().ShouldBe("good");
        (await engine.Store.Workers.ListOpenAsync(engine.Caller.Tenant, ["crm.sync"], Clock.GetUtcNow(), 10, default)).ShouldBeEmpty();
    }

    /// <summary>Has the first call wait until it is released.</summary>
    private TaskCompletionSource HoldFirstCall(out Task called)
    {
        var (release, reached) = (new TaskCompletionSource(), new TaskCompletionSource());
        engine.Effects.Before = async (_, token) =>
        {
            reached.TrySetResult();
            await release.Task.WaitAsync(token);
        };
        called = reached.Task;
        return release;
    }

    /// <summary>The kind of the reason that says a text.</summary>
    private async Task<string> WhyAsync(RunId run, string text)
    {
        var kind = "";
        await engine.UntilAsync(
            async () => (kind = (await engine.Explainer.ExplainAsync(engine.Caller.Tenant, run, default)).Value.Reasons
                .FirstOrDefault(reason => reason.What.Contains(text, StringComparison.Ordinal))?.Kind ?? "") != "",
            $"'{run}' says: {text}");
        return kind;
    }

    /// <summary>Lets time pass until a run has succeeded: in another process than the call that it waits for it is not told of the end, and looks.</summary>
    private async Task<RunDetail> PassUntilDoneAsync(RunId run)
    {
        var done = engine.RunAsync(run, RunStatus.Succeeded);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!done.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await timer.WaitForNextTickAsync();
        }

        return await done;
    }

    private static string ValueOf(RunDetail run) => run.Envelope["vars"]["result"]["value"].GetString();
}
