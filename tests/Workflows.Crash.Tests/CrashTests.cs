using System.Text.Json;
using Workflows.Testing;

namespace Workflows.Crash.Tests;

/// <summary>Nothing acknowledged is lost, and no effect happens twice for one key, whenever the process is killed (docs/crash-test.md).</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WORKFLOWS_LONG") == "1";

    [Fact]
    public async Task Sqlite_KilledAtRandomMoments_LosesNothing() => await KillAtRandomAsync(null);

    [Fact]
    public async Task Postgres_KilledAtRandomMoments_LosesNothing()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync();
        await KillAtRandomAsync(await server.CreateDatabaseAsync());
    }

    private async Task KillAtRandomAsync(string? connection)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WORKFLOWS_SEED"), out var given) ? given : Environment.TickCount;
        var (tickets, kills) = IsLong ? (2_700, 100) : (270, 5);
        output.WriteLine($"seed {seed}: {tickets} tickets, {kills} kills (WORKFLOWS_SEED repeats it)");
        var folder = Directory.CreateTempSubdirectory("workflows-crash-").FullName;
        try
        {
            await using var effects = await EffectServer.StartAsync();
            await using var scenario = new CrashScenario(seed, folder, connection, effects);
            await scenario.PrepareAsync();
            await scenario.RunAsync(tickets, kills);
            await scenario.RestartAsync();
            await CheckAsync(scenario, effects, tickets);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CheckAsync(CrashScenario scenario, EffectServer effects, int tickets)
    {
        await UntilNothingIsLeftAsync(scenario);
        var runs = await PageAsync(scenario, "/v1/runs?limit=200");
        runs.Count.ShouldBe(tickets, "one run a ticket");
        runs.ShouldAllBe(run => run.GetProperty("status").GetString() == "SUCCEEDED");
        runs.Select(run => run.GetProperty("eventKey").GetString()).Distinct().Count().ShouldBe(tickets);

        var resumed = 0;
        foreach (var id in scenario.Acknowledged) resumed += await CheckDeliveriesAsync(scenario, id);
        var expected = runs.SelectMany(run => new[] { "notify", "confirm" }.Select(step => $"{run.GetProperty("id").GetString()}:{step}"));
        effects.Calls.Keys.ShouldBe(expected, ignoreOrder: true, "one key for each step of each run, and no other");
        output.WriteLine(
            $"{scenario.Kills} kills; {scenario.Acknowledged.Count} events acknowledged; {runs.Count} runs finished, {resumed} resumed by an event; "
            + $"{effects.Calls.Count} effects, {effects.Calls.Values.Sum() - effects.Calls.Count} calls repeated with the same key");
    }

    /// <summary>1 when the event resumed a run.</summary>
    private static async Task<int> CheckDeliveriesAsync(CrashScenario scenario, string id)
    {
        var detail = await scenario.GetAsync($"/v1/events/{id}");
        detail.GetProperty("processed").GetBoolean().ShouldBeTrue(id);
        var outcomes = detail.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty("outcome").GetString()).ToList();
        if (id.StartsWith("TICKET_CREATED", StringComparison.Ordinal)) outcomes.ShouldBe(["started"], id);
        else outcomes.ShouldBeSubsetOf(["resumed"], id);
        return outcomes.Count(outcome => outcome == "resumed");
    }

    /// <summary>Every run ends by itself, because every wait has a timeout; a run that does not is stuck.</summary>
    private static async Task UntilNothingIsLeftAsync(CrashScenario scenario)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await IsProcessedAsync(scenario) || await HasRunsToGoOnAsync(scenario)) await timer.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>In one look: a run goes from waiting to running and back.</summary>
    private static async Task<bool> HasRunsToGoOnAsync(CrashScenario scenario) =>
        (await scenario.GetAsync("/v1/runs?limit=1&status=RUNNING&status=WAITING")).GetProperty("items").GetArrayLength() > 0;

    private static async Task<bool> IsProcessedAsync(CrashScenario scenario)
    {
        foreach (var id in scenario.Acknowledged.TakeLast(20))
            if (!(await scenario.GetAsync($"/v1/events/{id}")).GetProperty("processed").GetBoolean())
                return false;
        return true;
    }

    private static async Task<List<JsonElement>> PageAsync(CrashScenario scenario, string path)
    {
        var items = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = await scenario.GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
            if (cursor is null) return items;
        }
    }
}
