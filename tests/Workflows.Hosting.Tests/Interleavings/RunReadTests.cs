using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Harness;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Interleavings;

/// <summary>A run that goes on while it is read is shown as it is at one moment.</summary>
public sealed class RunReadTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private string point = "";
    private Func<Task>? between;
    private EngineHarness engine = null!;
    private RunId run;

    public async ValueTask InitializeAsync()
    {
        engine = await EngineHarness.StartAsync(
            () => Task.FromResult(InterleavedStore.Around(
                SqliteStore.Open(folder.File("engine.db")), name => between is not null && name == point, HappenOnceAsync)),
            TimeProvider.System);
        await engine.PublishAsync("pay", """
            {"name":"Pay","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}},
              {"id":"done","type":"state.set","config":{"state":"done"}}]}
            """);
        run = (await engine.ProcessAsync("ORDER_PLACED", "o1")).Deliveries!.ShouldHaveSingleItem().Run!.Value;
        await engine.RunAsync(run, RunStatus.Waiting);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Run_ThatEndsBetweenTwoReads_HasEnded_WithAllItsSteps()
    {
        EndBefore(nameof(IRunReader.GetSlicesAsync));

        var found = (await engine.Queries.GetRunAsync(engine.Caller.Tenant, run, default)).Value;

        between.ShouldBeNull();
        (found.Run.Status, found.Waits.Count).ShouldBe((RunStatus.Succeeded, 0));
        found.Steps.Select(step => step["step"].GetString()).ShouldContain("done");
    }

    [Fact]
    public async Task Explanation_OfARunThatEndsBetweenTwoReads_SaysThatItHasEnded()
    {
        EndBefore(nameof(IRunReader.GetWaitsAsync));

        var found = (await engine.Explainer.ExplainAsync(engine.Caller.Tenant, run, default)).Value;

        between.ShouldBeNull();
        found.Summary.ShouldBe("The run has ended.");
    }

    private void EndBefore(string read)
    {
        point = read;
        between = async () =>
        {
            await engine.ProcessAsync("ORDER_PAID", "o1");
            await engine.RunAsync(run, RunStatus.Succeeded);
        };
    }

    private Task HappenOnceAsync() => Interlocked.Exchange(ref between, null)?.Invoke() ?? Task.CompletedTask;
}
