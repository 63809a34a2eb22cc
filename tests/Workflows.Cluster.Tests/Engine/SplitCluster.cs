using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>A cluster that knows of no other one on its database, and counts the commits that the store refuses it.</summary>
internal sealed class SplitCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ClusterEngineHost host;

    private SplitCluster(EngineHarness engine, ClusterEngineHost host, RefusalStore store) =>
        (Engine, this.host, Store) = (engine, host, store);

    /// <summary>The engine.</summary>
    public EngineHarness Engine { get; }

    /// <summary>The cluster's way to the database.</summary>
    public RefusalStore Store { get; }

    public static async Task<SplitCluster> StartAsync(string database)
    {
        var store = new RefusalStore(PostgresFixture.Open(database, TimeProvider.System));
        var host = new ClusterEngineHost(silos: 1);
        return new SplitCluster(await EngineHarness.StartAsync(() => Task.FromResult<IStore>(store), TimeProvider.System, host), host, store);
    }

    /// <summary>Has the cluster take up whatever the store has to be done.</summary>
    public void RequestRecovery() => host.Processes[0].GetRequiredService<IEntityRouter>().RequestRecovery();

    /// <summary>Returns when a condition on the store holds. It is looked at again and again: either cluster may write what it is about.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"It never came that {what}.");
            await timer.WaitForNextTickAsync();
        }
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}

/// <summary>Holds the calls of an engine's <c>test.effect</c> up until they are released.</summary>
internal sealed class HeldCalls
{
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int missing;

    public HeldCalls(EngineHarness engine, int expected)
    {
        missing = expected;
        engine.Effects.Before = (_, cancellationToken) =>
        {
            if (Interlocked.Decrement(ref missing) == 0) all.SetResult();
            return released.Task.WaitAsync(cancellationToken);
        };
    }

    /// <summary>Completes when as many calls have come as were expected.</summary>
    public Task All => all.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Lets the calls be answered.</summary>
    public void Release() => released.SetResult();
}
