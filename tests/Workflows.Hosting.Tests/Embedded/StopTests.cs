using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Harness;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Embedded;

/// <summary>What a stop does to the calls of actions that are under way.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const string Definition =
        """
        {"name":"Effect","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"effect","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{},"saveAs":"result"} }]}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder folder = new();
    private readonly TimerClock clock = new();
    private readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineHarness engine = null!;

    public async ValueTask InitializeAsync() =>
        engine = await EngineHarness.StartAsync(() => Task.FromResult<IStore>(SqliteStore.Open(folder.File("engine.db"), clock: clock)), clock);

    [Fact]
    public async Task CallUnderWay_IsAnswered_AndNotMadeAgain()
    {
        var run = await CallAsync();

        var stopping = engine.StopEntitiesAsync();
        stopping.IsCompleted.ShouldBeFalse();
        answer.SetResult();
        await stopping.WaitAsync(Patience);

        (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, run, default))!.Status.ShouldBe(RunStatus.Succeeded);
        await engine.RestartAsync();
        engine.Effects.Calls.ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Fact]
    public async Task CallThatTakesTooLong_IsCancelled_AndMadeAgainWithItsKey()
    {
        var run = await CallAsync();

        var stopping = engine.StopEntitiesAsync();
        clock.Advance(TimeSpan.FromSeconds(11));
        await stopping.WaitAsync(Patience);
        engine.Effects.Effects.ShouldBeEmpty();

        answer.SetResult();
        await engine.RestartAsync();
        await engine.RunAsync(run, RunStatus.Succeeded);
        engine.Effects.Calls.ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    /// <summary>A run whose action is being called.</summary>
    private async Task<RunId> CallAsync()
    {
        engine.Options.ActionDrain = TimeSpan.FromSeconds(10);
        engine.Effects.Before = (_, token) =>
        {
            called.TrySetResult();
            return answer.Task.WaitAsync(token);
        };
        await engine.PublishAsync("effect", Definition);
        var started = await engine.ProcessAsync("ORDER_PLACED", "o1");
        await called.Task.WaitAsync(Patience);
        return started.Deliveries!.ShouldHaveSingleItem().Run!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        answer.TrySetResult();
        await engine.DisposeAsync();
        folder.Dispose();
    }
}
