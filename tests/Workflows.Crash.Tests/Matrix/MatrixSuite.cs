using System.Globalization;
using System.Text;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Crash.Tests.Matrix;

/// <summary>
/// The process ends itself by SIGKILL at every boundary at which something of a workflow is written, right before the store has it and right
/// after, and goes on from what is stored (docs/crash-test.md). A class for each store, so that they are played side by side.
/// </summary>
public abstract class MatrixSuite(ITestOutputHelper output)
{
    /// <summary>How often a flow is played for one kill: each time brings one of its writes at least, and the long form waits for the fifth.</summary>
    private const int Tries = 8;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WORKFLOWS_LONG") == "1";
    private static readonly string[] Boundaries = [.. Host.Boundaries.OfCommits, .. Host.Boundaries.OfMethods.Values];

    /// <summary>To look into one boundary: <c>WORKFLOWS_BOUNDARIES=call-started,call-made</c>.</summary>
    private static readonly string[]? Chosen = Environment.GetEnvironmentVariable("WORKFLOWS_BOUNDARIES")?.Split(',');

    /// <summary>Plays the matrix; on SQLite when no connection is given.</summary>
    protected async Task RunAsync(string? connection)
    {
        var plans = Plans(isSqlite: connection is null);
        using var folder = new TempFolder();
        await using var effects = await EffectServer.StartAsync();
        await using var server = new MatrixServer(folder.Path, connection, effects, plans);
        var driver = new MatrixDriver(server, effects);
        var flows = new MatrixFlows(server, driver, effects);
        await server.StartUnarmedAsync();
        await flows.PrepareAsync();
        await server.RestartAsync();

        while (server.Armed is { } armed)
        {
            for (var attempt = 0; server.Armed == armed; attempt++)
            {
                attempt.ShouldBeLessThan(Tries, $"nothing came to {armed}");
                await flows.RunAsync(MatrixFlows.FlowOf(armed.Split(':')[1]));
            }
        }

        server.Kills.ShouldBe(plans);
        foreach (var flow in (string[])["order", "commands", "bulk", "keyed", "starts"]) await flows.RunAsync(flow);
        await CheckAsync(server, driver, effects);
        await server.StopAsync();
        await CheckStoreAsync(connection is null ? SqliteStore.Open(folder.File("workflows.db")) : PostgresStore.Open(connection));
        Report(server, driver, effects);
    }

    /// <summary>
    /// Every boundary on one side, before the write and after it in turn, and on the other side with the other store: what differs by store is its own conformance
    /// suite's. The long form does both sides with both stores over and over, later and later in the life of the process.
    /// </summary>
    private static List<string> Plans(bool isSqlite)
    {
        var once = Boundaries.SelectMany(name => new[] { $"before:{name}:1", $"after:{name}:1" }).Append(MatrixServer.CallMade).ToList();
        if (Chosen is not null) return [.. once.Where(plan => Chosen.Contains(plan.Split(':')[1]))];
        if (!IsLong) return [.. once.Where((plan, index) => (index % 4 is 1 or 2) == isSqlite || plan == MatrixServer.CallMade)];
        var more = Enumerable.Range(2, 4).SelectMany(number => Boundaries.SelectMany(
            name => new[] { string.Create(CultureInfo.InvariantCulture, $"before:{name}:{number}"), string.Create(CultureInfo.InvariantCulture, $"after:{name}:{number}") }));
        return [.. once, .. more, .. Enumerable.Repeat(MatrixServer.CallMade, 10)];
    }

    private static async Task CheckAsync(MatrixServer server, MatrixDriver driver, EffectServer effects)
    {
        foreach (var (id, outcome) in driver.Events)
        {
            List<string?> outcomes = [];
            await driver.DoAsync($"{id} is settled", async () =>
            {
                var detail = await driver.GetAsync($"/v1/events/{id}");
                outcomes = detail.TryGetProperty("deliveries", out var deliveries)
                    ? [.. deliveries.EnumerateArray().Select(delivery => delivery.GetProperty("outcome").GetString())]
                    : [];
                return detail.GetProperty("processed").GetBoolean() && !outcomes.Contains("held");
            });
            outcomes.ShouldBe([outcome], id);
        }

        var runs = await RunsAsync(driver);
        runs.Keys.ShouldBe(driver.Runs.Keys, ignoreOrder: true, "a run for each event, call, replay and start, and no other");
        runs.Where(run => driver.Runs[run.Key] != run.Value).ShouldBeEmpty("every run ends as it must");
        effects.Calls.Keys.ShouldBe(driver.Keys, ignoreOrder: true, "an effect for each call of each run, under its own key, and no other");
        driver.CallsAfterSuccess.ShouldBeEmpty("a call that succeeded is never made again");
        foreach (var status in (string[])["pending", "claimed"])
            (await driver.GetAsync($"/v1/tasks?status={status}")).GetProperty("items").GetArrayLength().ShouldBe(0, "no task is left");
        (await driver.PostAsync("/v1/worker/tasks/lease", """{"topics":["work"],"workerId":"w","max":10,"waitMs":1,"leaseMs":1000}"""))
            .Body.GetProperty("items").GetArrayLength().ShouldBe(0, "no task of a worker is left");
        server.Armed.ShouldBeNull();
    }

    private static async Task<Dictionary<string, string>> RunsAsync(MatrixDriver driver)
    {
        var runs = new Dictionary<string, string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await driver.GetAsync($"/v1/runs?limit=200{(cursor.Length > 0 ? "&cursor=" + Uri.EscapeDataString(cursor) : "")}");
            foreach (var run in page.GetProperty("items").EnumerateArray())
                runs[run.GetProperty("id").GetString()!] = run.GetProperty("status").GetString()!;
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        return runs;
    }

    /// <summary>Nothing is left in the store that somebody would have to come back for.</summary>
    private static async Task CheckStoreAsync(IStore opened)
    {
        await using var store = opened;
        (await store.Events.ListBehindAsync(10, default)).ShouldBeEmpty("every stream is processed");
        (await store.Runs.ListRunningAsync(default, default, 10, default)).ShouldBeEmpty("no run is under way");
        (await store.Runs.ListResolvedWaitsAsync(default, 10, default)).ShouldBeEmpty("no run has an answer that it did not take");
        (await store.Tasks.ListOrphansAsync(default, 10, default)).ShouldBeEmpty("no child is forgotten");
        (await store.Deliveries.NextHoldingAsync(default, default)).ShouldBeNull("nothing is held");
        (await store.Operations.ListRunningJobsAsync(default)).ShouldBeEmpty("no job is under way");
        for (short shard = 0; shard < TimerShard.Count; shard++)
            (await store.Runs.ListDueAsync(shard, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 10, default)).ShouldBeEmpty("no timer is left");
    }

    private void Report(MatrixServer server, MatrixDriver driver, EffectServer effects)
    {
        var text = new StringBuilder();
        foreach (var boundary in server.Kills.GroupBy(kill => kill.Split(':')[1]))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{boundary.Key,-22} before {boundary.Count(kill => kill.StartsWith("before", StringComparison.Ordinal)),3}  after {boundary.Count(kill => !kill.StartsWith("before", StringComparison.Ordinal)),3}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{server.Kills.Count} kills; {driver.Events.Count} events; {driver.Runs.Count} runs; {driver.Keys.Count} effects, {effects.Calls.Values.Sum() - effects.Calls.Count} calls repeated under the same key");
        text.Append(CultureInfo.InvariantCulture,
            $"{driver.Performed.Count} tasks of workers, {driver.Performed.Values.Sum() - driver.Performed.Count} performed again under the same key");
        output.WriteLine(text.ToString());
    }
}
