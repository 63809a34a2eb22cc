using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tests.Harness;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>What users rely on, from an event to a finished run, over a real store and a clock that the test moves.</summary>
public abstract partial class EngineSuite : IAsyncLifetime
{
    private EngineHarness engine = null!;

    protected TimerClock Clock { get; } = new();

    public async ValueTask InitializeAsync() => engine = await EngineHarness.StartAsync(OpenAsync, Clock, CreateHost());

    public async ValueTask DisposeAsync()
    {
        if (engine is not null) await engine.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the host of the test's engine.</summary>
    protected virtual EngineHost CreateHost() => new EmbeddedEngineHost();

    /// <summary>Opens the test's store; a second time to open the same one again.</summary>
    protected abstract Task<IStore> OpenAsync();

    /// <summary>Removes the test's store.</summary>
    protected abstract ValueTask CleanUpAsync();

    private async Task<RunId> StartByEventAsync(string correlationId, string payload = "{}")
    {
        var result = await engine.ProcessAsync("ORDER_PLACED", correlationId, payload);
        return result.Deliveries!.ShouldHaveSingleItem().Run!.Value;
    }

    private async Task<IReadOnlyList<RunView>> RunsAsync(params RunStatus[] statuses) =>
        (await engine.Queries.ListRunsAsync(engine.Caller.Tenant, new RunFilter { Statuses = statuses, Limit = 1_000 }, default)).Value;

    private Task<IReadOnlyList<IngestResult>> SubmitAsync(params EventSubmission[] events) =>
        engine.Ingest.SubmitAsync(engine.Caller.Tenant, events, waitProcessed: true, default);

    private static string[] StepsOf(RunDetail run) => [.. run.Steps.Select(step => $"{step["step"].GetString()} {step["status"].GetString()}")];
}
