using System.Diagnostics;
using System.Text;
using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>
/// Of three silos one loses its way to the database amid a batch: nothing answers it, and nothing tells it why. The others can still talk to it, so they keep
/// it; it must find out itself.
/// </summary>
public sealed class CutOffProcessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Two minutes: in the long form only. <see cref="Engine.CutOffTests"/> has the same with silos of one process.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task SiloCutOffFromTheDatabase_EndsItself_AndTheOthersGoOn()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync("max_connections=400");
        var folder = Directory.CreateTempSubdirectory("workflows-cluster-").FullName;
        var direct = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
        var proxies = Enumerable.Range(1, 3).ToDictionary(silo => silo, _ => new CuttingProxy(direct.Host!, direct.Port));
        try
        {
            await using var cluster = new ClusterProcesses(folder, direct.ConnectionString, Say);
            foreach (var (silo, proxy) in proxies)
            {
                cluster.Through(silo, new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString);
                await cluster.StartAsync(silo);
            }

            var scenario = new ClusterScenario(cluster);
            await scenario.PrepareAsync();
            await scenario.UntilEventsFlowAsync();
            await using var load = new ClusterLoad(cluster, 0, TimeSpan.FromSeconds(2));
            load.Start();
            await load.UntilMoreAsync();
            await CutAsync(cluster, scenario, proxies);
            load.IsUnderWay.ShouldBeTrue("events flow through the fault");
            await load.EndAsync(atLeast: 500);
            var (events, runs, late) = await scenario.CheckAsync(load);
            Say($"{events} events processed once each, {runs} runs finished, {late} of them by their timeout");
        }
        finally
        {
            foreach (var proxy in proxies.Values) await proxy.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            NpgsqlConnection.ClearAllPools();
        }
    }

    /// <summary>Orleans would try for more than a minute to say in the table that the silo leaves.</summary>
    [Fact]
    public async Task StopWithoutADatabase_IsGivenUpAfterItsTime()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("workflows-cluster-").FullName;
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
            await using var proxy = new CuttingProxy(connection.Host!, connection.Port);
            (connection.Host, connection.Port) = ("127.0.0.1", proxy.Port);
            await using var cluster = new ClusterProcesses(folder, connection.ConnectionString, Say, "--shutdown-timeout", "2");
            await cluster.StartAsync(1);
            var silo = cluster.Silos[1];
            proxy.Break();

            await silo.SignalAsync("TERM");

            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            (await silo.WaitForEndAsync(patience.Token)).ShouldBe(6);
            silo.Find("The stop did not end in its time").ShouldHaveSingleItem();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            NpgsqlConnection.ClearAllPools();
        }
    }

    private async Task CutAsync(ClusterProcesses cluster, ClusterScenario scenario, Dictionary<int, CuttingProxy> proxies)
    {
        var (number, streams) = await cluster.BusiestAsync("stream");
        streams.ShouldBeGreaterThan(0, "there is something to lose");
        var silo = cluster.Silos[number];
        cluster.Unsupervised = number;
        // In the middle of a batch that appends events: to the server its session is at work, and has locked what the others need.
        await proxies[number].BreakAt(Encoding.UTF8.GetBytes(ClusterEvent.Ticket)).WaitAsync(Patience);
        var watch = Stopwatch.StartNew();
        var dead = cluster.UntilDeadAsync(number);
        await scenario.UntilEventsFlowAsync(except: number);
        Say($"events flow {watch.Elapsed.TotalSeconds:0.0} s after silo {number}, with {streams} streams, was cut off from the database; it was declared dead after {(await dead).TotalSeconds:0.0} s");
        using var patience = new CancellationTokenSource(Patience);
        await silo.WaitForEndAsync(patience.Token);
        silo.Find("it ends itself, so that the others take its work up").ShouldNotBeEmpty("it says why it ended");

        await silo.DisposeAsync();
        proxies[number].Mend();
        await cluster.StartAsync(number);
        cluster.Unsupervised = null;
        Say($"events flow {(await scenario.UntilEventsFlowAsync()).TotalSeconds:0.0} s after it is back");
    }

    private void Say(string line) => output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");
}
