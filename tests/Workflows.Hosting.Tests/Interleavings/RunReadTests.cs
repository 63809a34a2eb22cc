using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Harness;

namespace Workflows.Hosting.Tests.Interleavings;

/// <summary>A run that goes on while it is read is shown as it is at one moment.</summary>
public sealed class RunReadTests
{
    [Fact]
    public async Task Run_ThatEndsBetweenTwoReads_HasEnded_WithAllItsSteps()
    {
        await using var interleaved = await InterleavedEngine.StartAsync();
        var (engine, run) = (interleaved.Engine, await WaitingRunAsync(interleaved.Engine));
        interleaved.Before(nameof(IRunReader.GetSlicesAsync), () => EndAsync(engine, run));

        var found = (await engine.Queries.GetRunAsync(engine.Caller.Tenant, run, default)).Value;

        interleaved.HasHappened.ShouldBeTrue();
        (found.Run.Status, found.Waits.Count).ShouldBe((RunStatus.Succeeded, 0));
        found.Steps.Select(step => step["step"].GetString()).ShouldContain("done");
    }

    [Fact]
    public async Task Explanation_OfARunThatEndsBetweenTwoReads_SaysThatItHasEnded()
    {
        await using var interleaved = await InterleavedEngine.StartAsync();
        var (engine, run) = (interleaved.Engine, await WaitingRunAsync(interleaved.Engine));
        interleaved.Before(nameof(IRunReader.GetWaitsAsync), () => EndAsync(engine, run));

        var found = (await engine.Explainer.ExplainAsync(engine.Caller.Tenant, run, default)).Value;

        interleaved.HasHappened.ShouldBeTrue();
        found.Summary.ShouldBe("The run has ended.");
    }

    private static async Task<RunId> WaitingRunAsync(EngineHarness engine)
    {
        await engine.PublishAsync("pay", """
            {"name":"Pay","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"paid","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}},
              {"id":"done","type":"state.set","config":{"state":"done"}}]}
            """);
        var run = (await engine.ProcessAsync("ORDER_PLACED", "o1")).Deliveries!.ShouldHaveSingleItem().Run!.Value;
        await engine.RunAsync(run, RunStatus.Waiting);
        return run;
    }

    private static async Task EndAsync(EngineHarness engine, RunId run)
    {
        await engine.ProcessAsync("ORDER_PAID", "o1");
        await engine.RunAsync(run, RunStatus.Succeeded);
    }
}
