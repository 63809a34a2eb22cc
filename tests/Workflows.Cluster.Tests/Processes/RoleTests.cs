using System.Net;
using System.Text.Json;
using Npgsql;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>A cluster whose processes share the work: one has the entities, the other one the API.</summary>
public sealed class RoleTests(ITestOutputHelper output)
{
    private const int Silo = 1;
    private const int Gateway = 2;

    [Fact]
    public async Task SiloAndGateway_TheOneHostsEntities_TheOtherServesTheApi()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("workflows-cluster-").FullName;
        try
        {
            // Nothing dies here: a silo that is slow to compile what it does is not to be taken for dead.
            await using var cluster = new ClusterProcesses(
                folder, await server.CreateDatabaseAsync(), output.WriteLine, "--probe-timeout", "20", "--Workflows:engine:waitLimit", "00:01:00");
            await cluster.StartAsync(Silo, "--role", "silo");
            await cluster.StartAsync(Gateway, "--role", "gateway");
            await ShouldServeHealthOnlyAsync(cluster.Silos[Silo].Client);
            await ShouldServeTheApiAsync(cluster.Silos[Gateway].Client);

            var view = await ViewOfAllAsync(cluster);
            var entities = view.GetProperty("members").EnumerateArray()
                .ToDictionary(member => member.GetProperty("name").GetString()!, member => Entities(member), StringComparer.Ordinal);
            entities.Count.ShouldBe(2, "both are members of one cluster");
            entities.Values.Count(kinds => kinds.Count == 0).ShouldBe(1, "the gateway hosts nothing");
            var hosted = entities.Values.Single(kinds => kinds.Count > 0);
            foreach (var kind in new[] { "stream", "trigger", "timer", "keeper" }) hosted.ShouldContainKey(kind);

            (await cluster.StopAsync(Gateway)).ShouldBe(0);
            (await cluster.StopAsync(Silo)).ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            NpgsqlConnection.ClearAllPools();
        }
    }

    /// <summary>What operators see when both have told of themselves, which each is given three seconds for.</summary>
    private static async Task<JsonElement> ViewOfAllAsync(ClusterProcesses cluster)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var view = await cluster.ViewAsync(Gateway);
            if (view.GetProperty("members").EnumerateArray().All(member => member.GetProperty("memoryBytes").GetInt64() > 0)) return view;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task ShouldServeHealthOnlyAsync(HttpClient silo)
    {
        foreach (var path in new[] { "/health/live", "/health/ready" }) (await silo.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "/v1/event-types", "/v1/workflows", "/v1/admin/cluster", "/openapi/v1.json", "/" })
            (await silo.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    private static async Task ShouldServeTheApiAsync(HttpClient gateway)
    {
        const string Definition =
            """
            {"key":"role","definition":{"name":"Role","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
              {"id":"soon","type":"time.wait","config":{"durationMs":50}}]}}
            """;
        (await gateway.PostAsync("/v1/workflows", ClusterEvent.Content(Definition))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await gateway.PostAsync("/v1/workflows/role/publish", ClusterEvent.Content("{}"))).IsSuccessStatusCode.ShouldBeTrue();
        using var answer = await gateway.PostAsync(
            "/v1/events?wait=processed", ClusterEvent.Content(ClusterEvent.Json("e-1", ClusterEvent.Created, "T-1")));
        var delivery = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("deliveries").EnumerateArray().ShouldHaveSingleItem();
        delivery.GetProperty("outcome").GetString().ShouldBe("started");
        await UntilSucceededAsync(gateway, delivery.GetProperty("runId").GetString()!);
    }

    private static async Task UntilSucceededAsync(HttpClient gateway, string run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (JsonElement.Parse(await gateway.GetStringAsync($"/v1/runs/{run}", limit.Token)).GetProperty("run").GetProperty("status").GetString() != "SUCCEEDED")
            await timer.WaitForNextTickAsync(limit.Token);
    }

    private static Dictionary<string, int> Entities(JsonElement member) => member.GetProperty("entities").EnumerateObject()
        .Where(kind => kind.Value.GetInt32() > 0).ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32(), StringComparer.Ordinal);
}
