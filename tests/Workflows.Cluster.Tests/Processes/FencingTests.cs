using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>Of two real silos one is stopped in the middle of its work, and goes on when the other has done that work: it comes too late.</summary>
public sealed class FencingTests(ITestOutputHelper output)
{
    private const int Tickets = 16;

    /// <summary>How a log line of a run's refused commit begins: its category and number.</summary>
    private const string ConflictOfRun = "RunEntity[1402]";
    private const string Finished = "SELECT count(*) FROM runs WHERE status = 3";
    private const string Stored = "SELECT hashtextextended(string_agg(r::text, '|' ORDER BY r.id), 0) FROM runs r";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task StoppedSilo_GoesOn_AndChangesNothingThatTheOtherDid()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync();
        await using var calls = await HoldingServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("workflows-cluster-").FullName;
        try
        {
            await using var cluster = new ClusterProcesses(
                folder, await server.CreateDatabaseAsync(), Say, "--Workflows:engine:http:allowedHosts:0", "127.0.0.1",
                "--Workflows:engine:http:allowPrivateAddresses", "true", "--Workflows:engine:actionTimeout", "00:05:00");
            for (var silo = 1; silo <= 2; silo++) await cluster.StartAsync(silo);
            await PrepareAsync(cluster, calls);
            var (victim, runs) = await StopInTheMiddleAsync(cluster, calls);
            var survivor = 3 - victim;

            await UntilAsync(async () => await cluster.CountAsync(Finished) == Tickets, "every run has finished");
            // Runs of the survivor whose place was looked up at the stopped silo may have been taken up anew, too.
            var repeats = calls.Repeats;
            repeats.ShouldBeInRange(runs, Tickets, "the survivor called again for the runs of the other, with the same keys");
            var before = await cluster.CountAsync(Stored);
            Say($"silo {survivor} finished all runs, {repeats} of them after a second call");

            await WakeAsync(cluster.Silos[victim], runs);
            (await cluster.CountAsync(Stored)).ShouldBe(before, "what the stale silo had under way changed no run");
            (await cluster.CountAsync("SELECT count(*) FROM runs")).ShouldBe(Tickets);
            calls.Repeats.ShouldBe(repeats, "nothing was called once more");
            await PublishBySurvivorAsync(cluster, calls, survivor);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            NpgsqlConnection.ClearAllPools();
        }
    }

    /// <summary>Publishes a workflow, and starts runs that wait for the answer of a call.</summary>
    private static async Task PrepareAsync(ClusterProcesses cluster, HoldingServer calls)
    {
        var definition =
            """
            {"key":"fence","definition":{"name":"Fence","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
              {"id":"call","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"url":"CALLS"},"saveAs":"answer"} }]}}
            """.Replace("CALLS", calls.Url, StringComparison.Ordinal);
        await cluster.RequireAsync("/v1/workflows", definition);
        await cluster.RequireAsync("/v1/workflows/fence/publish", "{}");
        await cluster.RequireAsync("/v1/events", $"[{string.Join(',', Enumerable.Range(0, Tickets).Select(Event))}]");
        await calls.ExpectAsync(Tickets, Patience);
    }

    /// <summary>Stops the silo with the most runs amid their calls; answers the calls when the other one has taken over.</summary>
    private async Task<(int Victim, int Runs)> StopInTheMiddleAsync(ClusterProcesses cluster, HoldingServer calls)
    {
        var (victim, runs) = await cluster.BusiestAsync("run");
        await cluster.Silos[victim].SignalAsync("STOP");
        Say($"silo {victim} was stopped with the calls of {runs} runs under way");
        await calls.ExpectAsync(1, Patience);
        Say("the other silo has taken over and calls again");
        calls.Release("first");
        return (victim, runs);
    }

    /// <summary>
    /// The stopped silo goes on, with the answers to its calls waiting for it. It must try to commit what they lead to, or the test proves nothing: its log
    /// says that the store refused it. Returns when the silo has learned that it is dead, and ended itself.
    /// </summary>
    private async Task WakeAsync(GatewayProcess silo, int runs)
    {
        var before = silo.Find(ConflictOfRun).Count;
        await silo.SignalAsync("CONT");
        Say("the stopped silo goes on, with the answers to its calls");
        using var patience = new CancellationTokenSource(Patience);
        await silo.WaitForEndAsync(patience.Token);
        var refused = silo.Find(ConflictOfRun).Skip(before).ToArray();
        Say($"the stale silo has ended itself; {refused.Length} commits for the {runs} runs that it had were refused, the first one: {refused.FirstOrDefault()}");
        refused.ShouldNotBeEmpty($"the stale silo tried to commit, and was refused; it printed at last:\n{silo.Log()}");
    }

    private static async Task PublishBySurvivorAsync(ClusterProcesses cluster, HoldingServer calls, int survivor)
    {
        using var answer = await cluster.Silos[survivor].Client.PostAsync(
            "/v1/events", new StringContent(Event(Tickets), System.Text.Encoding.UTF8, "application/json"));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        await UntilAsync(() => Task.FromResult(calls.IsHeld), "the survivor calls");
        calls.Release("fresh");
        await UntilAsync(async () => await cluster.CountAsync(Finished) == Tickets + 1, "the survivor works on");
    }

    private static string Event(int ticket) => ClusterEvent.Json($"fence-{ticket}", ClusterEvent.Created, $"T-{ticket}");

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var end = DateTime.UtcNow + Patience;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            (DateTime.UtcNow < end).ShouldBeTrue($"it never came that {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    private void Say(string line) => output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");
}
