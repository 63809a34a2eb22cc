using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>Silos are killed, stopped, added and rolled while events flow: nothing acknowledged is lost, and nothing happens twice.</summary>
public sealed class ProcessTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WORKFLOWS_LONG") == "1";

    [Fact]
    public async Task Silos_KilledHungAndRolledWhileEventsFlow_ProcessEveryEventOnce()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync("max_connections=300");
        var folder = Directory.CreateTempSubdirectory("workflows-cluster-").FullName;
        try
        {
            await using var cluster = new ClusterProcesses(folder, await server.CreateDatabaseAsync(), Say);
            var scenario = new ClusterScenario(cluster);
            for (var silo = 1; silo <= 3; silo++) await cluster.StartAsync(silo);
            await scenario.PrepareAsync();
            Say($"events flow after {Seconds(await scenario.UntilEventsFlowAsync())}");

            // 13 events for 7 tickets: 10,780 of them make 20,020 events, 1,078 make 2,002.
            var tickets = IsLong ? 10_780 : 1_078;
            var publishing = scenario.PublishAsync(0, tickets, publishers: 6);
            await KillInTurnAsync(cluster, scenario);
            await HangAsync(cluster, scenario);
            await AddAndRollAsync(cluster, scenario);
            await publishing;
            Say($"{scenario.Acknowledged} events are acknowledged");
            await CheckAsync(cluster, scenario, tickets);
            if (IsLong) await LoseAllAsync(cluster, scenario, tickets);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            NpgsqlConnection.ClearAllPools();
        }
    }

    private async Task KillInTurnAsync(ClusterProcesses cluster, ClusterScenario scenario)
    {
        for (var silo = 1; silo <= (IsLong ? 3 : 1); silo++)
        {
            await cluster.KillAsync(silo);
            var dead = cluster.UntilDeadAsync(silo);
            Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync())} after the kill of silo {silo}, which was declared dead after {Seconds(await dead)}");
            await cluster.StartAsync(silo);
        }
    }

    /// <summary>A silo that hangs is declared dead; when it wakes it finds that out, and whatever it still commits meets newer versions.</summary>
    private async Task HangAsync(ClusterProcesses cluster, ClusterScenario scenario)
    {
        var (number, streams) = await cluster.BusiestAsync("stream");
        var hung = cluster.Silos[number];
        await hung.SignalAsync("STOP");
        Say($"silo {number} hangs, with {streams} streams");
        var dead = cluster.UntilDeadAsync(number);
        Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync(except: number))} after silo {number} hung, which was declared dead after {Seconds(await dead)}");
        await hung.SignalAsync("CONT");
        Say($"silo {number} wakes up");
        await scenario.UntilEventsFlowAsync(except: number);
        await cluster.SuperviseAsync();
    }

    private async Task AddAndRollAsync(ClusterProcesses cluster, ClusterScenario scenario)
    {
        await cluster.StartAsync(4);
        Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync())} after silo 4 was added");
        if (!IsLong) return;
        for (var silo = 1; silo <= 4; silo++)
        {
            await cluster.StopAsync(silo);
            await cluster.StartAsync(silo);
            await cluster.SuperviseAsync();
        }

        Say("all silos were rolled");
    }

    /// <summary>The whole cluster dies, and comes back one silo after the other.</summary>
    private async Task LoseAllAsync(ClusterProcesses cluster, ClusterScenario scenario, int tickets)
    {
        var publishing = scenario.PublishAsync(tickets, 420, publishers: 3);
        foreach (var silo in cluster.Silos.Keys.ToArray()) await cluster.KillAsync(silo);
        await cluster.StartAsync(1);
        Say($"events flow {Seconds(await scenario.UntilEventsFlowAsync())} after the first silo of a dead cluster is ready");
        await cluster.StartAsync(2);
        await publishing;
        await CheckAsync(cluster, scenario, tickets + 420);
    }

    private async Task CheckAsync(ClusterProcesses cluster, ClusterScenario scenario, int tickets)
    {
        await scenario.UntilNothingIsLeftAsync(TimeSpan.FromMinutes(3));
        var runs = tickets + scenario.Probes;
        (await cluster.CountAsync("SELECT count(*) FROM runs")).ShouldBe(runs, "one run a ticket or probe");
        (await cluster.CountAsync("SELECT count(DISTINCT event) FROM runs")).ShouldBe(runs);
        (await cluster.CountAsync("SELECT count(*) FROM runs WHERE status <> 3")).ShouldBe(0, "every run succeeded");
        (await cluster.CountAsync("SELECT count(*) FROM waits")).ShouldBe(0, "no wait and no timer is left");
        (await cluster.CountAsync("SELECT count(*) FROM events")).ShouldBe(scenario.Acknowledged, "every acknowledged event is stored, once");
        (await cluster.CountAsync("SELECT sum(n) FROM counters WHERE kind = 1")).ShouldBe(scenario.Acknowledged, "the ledger: accepted");
        (await cluster.CountAsync("SELECT sum(n) FROM counters WHERE kind = 2")).ShouldBe(scenario.Acknowledged, "the ledger: processed");
        (await cluster.CountAsync("SELECT sum(n) FROM counters WHERE kind = 11")).ShouldBe(runs, "the ledger: started");
        for (var ticket = 0; ticket < tickets; ticket += Math.Max(1, tickets / 100))
        {
            (await scenario.OutcomesAsync($"TICKET_CREATED-{ticket}")).ShouldBe(["started"]);
            if (ticket % 7 > 0) (await scenario.OutcomesAsync($"TICKET_CLOSED-{ticket}")).ShouldBeSubsetOf(["resumed"]);
        }

        Say($"{scenario.Acknowledged} events processed once each, {runs} runs finished, no wait, timer or event is left, the ledger balances");
    }

    private void Say(string line) => output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");

    private static string Seconds(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
