using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>Silos are killed, stopped, added and rolled while events flow: nothing acknowledged is lost, and nothing happens twice.</summary>
public sealed class ProcessTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WORKFLOWS_LONG") == "1";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(IsLong ? 1 : 2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Silos_KilledHungAndRolledWhileEventsFlow_ProcessEveryEventOnce()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync("max_connections=400");
        var folder = Directory.CreateTempSubdirectory("workflows-cluster-").FullName;
        try
        {
            await using var cluster = new ClusterProcesses(folder, await server.CreateDatabaseAsync(), Say);
            var scenario = new ClusterScenario(cluster);
            for (var silo = 1; silo <= 3; silo++) await cluster.StartAsync(silo);
            await scenario.PrepareAsync();
            Say($"events flow after {Seconds(await scenario.UntilEventsFlowAsync())}");

            await using var load = new ClusterLoad(cluster, 0, Pace);
            load.Start();
            await load.UntilMoreAsync();
            await KillInTurnAsync(cluster, scenario, load);
            await HangAsync(cluster, scenario, load);
            await AddAsync(cluster, scenario, load);
            await RollAsync(cluster, scenario, load);
            load.IsUnderWay.ShouldBeTrue("events flow until the last fault is over");
            await load.EndAsync(atLeast: IsLong ? 20_000 : 2_000);
            Tell("after the faults", await scenario.CheckAsync(load));

            await using var second = new ClusterLoad(cluster, load.Tickets.Count(), Pace);
            await LoseAllAsync(cluster, scenario, second);
            Tell("after the death of the whole cluster", await scenario.CheckAsync(load, second));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            NpgsqlConnection.ClearAllPools();
        }
    }

    /// <summary>One silo after the other, the one with the most streams first.</summary>
    private async Task KillInTurnAsync(ClusterProcesses cluster, ClusterScenario scenario, ClusterLoad load)
    {
        var left = cluster.Silos.Keys.ToHashSet();
        for (var kills = IsLong ? 3 : 1; kills > 0; kills--)
        {
            var (silo, streams) = await cluster.BusiestAsync("stream", left.Contains);
            if (left.Count == 3) streams.ShouldBeGreaterThan(0, "there is something to lose");
            left.Remove(silo);
            var before = load.Acknowledged;
            await cluster.KillAsync(silo);
            var dead = cluster.UntilDeadAsync(silo);
            var flow = await scenario.UntilEventsFlowAsync();
            Say($"events flow {Seconds(flow)} after the kill of silo {silo}, which had {streams} streams and was declared dead after {Seconds(await dead)}");
            await cluster.StartAsync(silo);
            await PassAsync(load, before);
        }
    }

    /// <summary>A silo that hangs is declared dead; when it wakes it finds that out and ends itself, and whatever it still commits meets newer versions.</summary>
    private async Task HangAsync(ClusterProcesses cluster, ClusterScenario scenario, ClusterLoad load)
    {
        var (number, streams) = await cluster.BusiestAsync("stream");
        streams.ShouldBeGreaterThan(0, "there is something to lose");
        var (hung, before) = (cluster.Silos[number], load.Acknowledged);
        await hung.SignalAsync("STOP");
        Say($"silo {number} hangs, with {streams} streams");
        var dead = cluster.UntilDeadAsync(number);
        var flow = await scenario.UntilEventsFlowAsync(except: number);
        Say($"events flow {Seconds(flow)} after silo {number} hung, which was declared dead after {Seconds(await dead)}");
        await hung.SignalAsync("CONT");
        Say($"silo {number} wakes up");
        using var patience = new CancellationTokenSource(Patience);
        await hung.WaitForEndAsync(patience.Token);
        await cluster.SuperviseAsync();
        await PassAsync(load, before);
    }

    private async Task AddAsync(ClusterProcesses cluster, ClusterScenario scenario, ClusterLoad load)
    {
        var before = load.Acknowledged;
        await cluster.StartAsync(4);
        Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync())} after silo 4 was added");
        await PassAsync(load, before);
    }

    /// <summary>Silos are asked to end, and started again: each hands its streams over. In the short form it is one, with streams.</summary>
    private async Task RollAsync(ClusterProcesses cluster, ClusterScenario scenario, ClusterLoad load)
    {
        var left = cluster.Silos.Keys.ToHashSet();
        for (var rolls = IsLong ? 4 : 1; rolls > 0; rolls--)
        {
            var (silo, streams) = await cluster.BusiestAsync("stream", left.Contains);
            left.Remove(silo);
            var before = load.Acknowledged;
            var stopped = cluster.StopAsync(silo);
            var flow = await scenario.UntilEventsFlowAsync(except: silo);
            (await stopped).ShouldBe(0, "a silo that is asked to end does so in order");
            Say($"events flow {Seconds(flow)} after silo {silo} was asked to end, which had {streams} streams");
            await cluster.StartAsync(silo);
            await cluster.SuperviseAsync();
            await PassAsync(load, before);
        }
    }

    /// <summary>The whole cluster dies amid its work, and comes back one silo after the other.</summary>
    private async Task LoseAllAsync(ClusterProcesses cluster, ClusterScenario scenario, ClusterLoad load)
    {
        load.Start();
        await load.UntilMoreAsync();
        foreach (var silo in cluster.Silos.Keys.ToArray()) await cluster.KillAsync(silo);
        await cluster.StartAsync(1);
        Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync())} after the first silo of a dead cluster is ready");
        await cluster.StartAsync(2);
        Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync())} after the second one is ready");
        await load.UntilMoreAsync();
        await load.EndAsync(atLeast: 500);
    }

    /// <summary>After a fault publishers must still be at work, and get their acknowledgements.</summary>
    private async Task PassAsync(ClusterLoad load, int before)
    {
        await load.UntilMoreAsync();
        Say($"{load.Acknowledged - before} events were acknowledged meanwhile");
    }

    private void Tell(string when, (int Events, int Runs, long Late) counts) => Say(
        $"{when}: {counts.Events} events processed once each, {counts.Runs} runs finished, {counts.Late} of them by their timeout, no wait, timer or event is left, the ledger balances");

    private void Say(string line) => output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");

    private static string Seconds(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
