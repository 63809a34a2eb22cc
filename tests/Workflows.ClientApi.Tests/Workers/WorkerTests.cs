using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.Workers;

public sealed class WorkerTests(Gateway gateway)
{
    private const string Secret = "s3cr3t-of-the-worker";

    [Fact]
    public async Task Task_IsLeased_Kept_AndCompleted_AndTheRunGoesOn()
    {
        var api = await NewAsync();
        var run = await StartAsync(api, """{"n":7}""");

        var task = (await LeaseAsync(api))["items"][0];
        (task["action"].GetString(), task["attempt"].GetDouble(), task["leases"].GetDouble()).ShouldBe(("crm.sync", 1, 1));
        task["input"]["n"].GetDouble().ShouldBe(7);
        task["runId"].GetString().ShouldBe(run);
        task["idempotencyKey"].GetString().ShouldNotBeNullOrEmpty();
        (await LeaseAsync(api, waitMs: 1))["items"].Count.ShouldBe(0, "a leased task is nobody else's");
        (await PostAsync(api, task, "heartbeat")).Ok()["canceled"].GetBoolean().ShouldBeFalse();
        (await PostAsync(api, task, "complete", ""","output":{"done":true}""")).Ok(HttpStatusCode.NoContent);
        (await PostAsync(api, task, "complete", ""","output":{"done":true}""")).Ok(HttpStatusCode.NoContent);

        (await EndAsync(api, run))["envelope"]["vars"]["result"]["done"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Queues_ShowWhatWaits_AndWhoIsAtWork()
    {
        var api = await NewAsync();
        (await QueueAsync(api)).ShouldBe((0, 0, 0));
        await StartAsync(api, "{}");
        await LeaseAsync(api);

        (await QueueAsync(api)).ShouldBe((0, 1, 1));
    }

    private static async Task<(double Waiting, double Leased, int Workers)> QueueAsync(Api api)
    {
        var queue = (await api.GetAsync("/v1/worker/queues")).Ok()["items"][0];
        queue["topic"].GetString().ShouldBe("crm.sync");
        return (queue["waiting"].GetDouble(), queue["leased"].GetDouble(), queue["workers"].Count);
    }

    [Fact]
    public async Task ActionOfAWorker_IsInTheListOfActions_OfItsTenantOnly()
    {
        var (api, other) = (await NewAsync(), await gateway.NewTenantAsync());

        (await api.GetAsync("/v1/registry/actions")).Ok().Items("id").ShouldContain("crm.sync");
        (await other.GetAsync("/v1/registry/actions")).Ok().Items("id").ShouldNotContain("crm.sync");
    }

    [Fact]
    public async Task WaitingWorker_GetsTheTaskWhenItIsMade()
    {
        var api = await NewAsync();

        var waiting = LeaseAsync(api);
        var run = await StartAsync(api, "{}");
        var task = (await waiting)["items"][0];

        (await PostAsync(api, task, "complete", ""","output":1""")).Ok(HttpStatusCode.NoContent);
        await EndAsync(api, run);
    }

    [Fact]
    public async Task LateAnswer_AfterTheLeaseWentToAnother_IsRefused()
    {
        var api = await NewAsync();
        var run = await StartAsync(api, "{}");

        var first = (await LeaseAsync(api, leaseMs: 1_000))["items"][0];
        var second = (await LeaseAsync(api))["items"][0];

        second["id"].GetString().ShouldBe(first["id"].GetString());
        second["idempotencyKey"].GetString().ShouldBe(first["idempotencyKey"].GetString());
        second["leases"].GetDouble().ShouldBe(2);
        (await PostAsync(api, first, "complete", ""","output":"late" """)).Problem(409, "LEASE_LOST");
        (await PostAsync(api, first, "heartbeat")).Problem(409, "LEASE_LOST");
        (await PostAsync(api, second, "complete", ""","output":"good" """)).Ok(HttpStatusCode.NoContent);
        (await EndAsync(api, run))["envelope"]["vars"]["result"].GetString().ShouldBe("good");
        (await PostAsync(api, first, "fail", ""","code":"X","message":"late" """)).Problem(409, "LEASE_LOST");
    }

    [Fact]
    public async Task Failure_FailsTheStep_WithTheWorkersCode()
    {
        var api = await NewAsync();
        var run = await StartAsync(api, "{}");

        var task = (await LeaseAsync(api))["items"][0];
        (await PostAsync(api, task, "fail", ""","code":"NO_CONTACT","message":"There is no such contact." """)).Ok(HttpStatusCode.NoContent);

        (await EndAsync(api, run, "FAILED")).Text.ShouldContain("NO_CONTACT");
    }

    [Fact]
    public async Task Secrets_AreInTheLeaseOnly()
    {
        var api = await NewAsync("""{"token":{"$secret":"WORKER_TOKEN"}}""");
        var run = await StartAsync(api, "{}");

        var task = (await LeaseAsync(api))["items"][0];
        task["input"]["token"].GetString().ShouldBe(Secret);
        (await PostAsync(api, task, "complete", $$""","output":{"echo":"Bearer {{Secret}}"} """)).Ok(HttpStatusCode.NoContent);

        var ended = await EndAsync(api, run);
        ended.Text.ShouldNotContain(Secret);
        ended.Text.ShouldContain("[REDACTED]");
        (await api.GetAsync("/v1/audit?subject=secret:WORKER_TOKEN")).Ok().Items("operation").ShouldContain("secret.access");
    }

    [Fact]
    public async Task Task_ThatTakesTooLong_IsATimeoutOfTheStep()
    {
        var api = await NewAsync(more: ""","scheduleToStartMs":200""");

        var run = await StartAsync(api, "{}");

        (await EndAsync(api, run, "FAILED")).Text.ShouldContain("TASK_NOT_STARTED");
        (await LeaseAsync(api, waitMs: 1))["items"].Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"workerId":"w"}""", "MISSING_KEY", "/topics")]
    [InlineData("""{"topics":["t"]}""", "MISSING_KEY", "/workerId")]
    [InlineData("""{"topics":["t"],"workerId":"w","max":101}""", "WRONG_TYPE", "/max")]
    [InlineData("""{"topics":["t"],"workerId":"w","waitMs":30001}""", "WRONG_TYPE", "/waitMs")]
    [InlineData("""{"topics":["t"],"workerId":"w","leaseMs":999}""", "WRONG_TYPE", "/leaseMs")]
    public async Task BadLease_IsRefused(string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/worker/tasks/lease", body)).Problem(400, code, pointer);
    }

    [Fact]
    public async Task Actions_AreRegisteredOnce_AndListedForTheirTenantOnly()
    {
        var api = await NewAsync();
        var stranger = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/actions", """{"id":"crm.sync","version":1}""")).Problem(409, "ACTION_EXISTS", "/version");
        (await api.PostAsync("/v1/actions", """{"id":"http.request","version":9}""")).Problem(409, "ACTION_EXISTS", "/version");
        (await api.PostAsync("/v1/actions", """{"id":"crm.sync"}""")).Problem(400, "MISSING_KEY", "/version");
        (await api.PostAsync("/v1/actions", """{"id":"Bad Id","version":1}""")).Problem(400, "INVALID_ACTION", "/id");
        (await api.PostAsync("/v1/actions", """{"id":"a","version":1,"inputSchema":{"type":7}}""")).Problem(400, "INVALID_ACTION", "/inputSchema");
        (await api.GetAsync("/v1/actions")).Ok().Items("id").ShouldContain("crm.sync");
        (await stranger.GetAsync("/v1/actions")).Ok().Items("id").ShouldNotContain("crm.sync");
        (await stranger.GetAsync("/v1/actions")).Ok().Items("id").ShouldContain("http.request");
    }

    [Fact]
    public async Task Worker_MayWork_AndNothingElse()
    {
        var worker = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), "worker"));
        var viewer = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), "viewer"));

        (await LeaseAsync(worker, waitMs: 1))["items"].Count.ShouldBe(0);
        (await worker.GetAsync("/v1/runs")).Problem(403, "FORBIDDEN");
        (await viewer.PostAsync("/v1/worker/tasks/lease", """{"topics":["t"],"workerId":"w"}""")).Problem(403, "FORBIDDEN");
    }

    private async Task<Api> NewAsync(string input = """{"n":{"$expr":"payload.n"}}""", string more = "")
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/secrets", $$"""{"name":"WORKER_TOKEN","value":"{{Secret}}"}""")).Ok(HttpStatusCode.Created);
        (await api.PostAsync("/v1/actions", """{"id":"crm.sync","version":1""" + more + "}")).Ok(HttpStatusCode.Created);
        await api.PublishWorkflowAsync("sync", """
            {"name":"Sync","steps":[{"id":"call","type":"action.call","config":{"actionId":"crm.sync","version":1,"saveAs":"result","inputMapping":
            """ + input + "}}]}");
        return api;
    }

    private static async Task<string> StartAsync(Api api, string payload) =>
        (await api.PostAsync("/v1/workflows/sync/runs", $$"""{"payload":{{payload}}}""")).Ok(HttpStatusCode.Created)["id"].GetString();

    private static async Task<Answer> LeaseAsync(Api api, int waitMs = 30_000, int leaseMs = 30_000) =>
        (await api.PostAsync(
            "/v1/worker/tasks/lease", $$"""{"topics":["crm.sync"],"workerId":"w1","waitMs":{{waitMs}},"leaseMs":{{leaseMs}}}""")).Ok();

    private static Task<Answer> PostAsync(Api api, JsonValue task, string operation, string more = "") =>
        api.PostAsync(
            $"/v1/worker/tasks/{task["id"].GetString()}/{operation}", $$"""{"token":"{{task["token"].GetString()}}"{{more}}}""");

    private static async Task<Answer> EndAsync(Api api, string run, string status = "SUCCEEDED")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var answer = (await api.GetAsync($"/v1/runs/{run}")).Ok();
            if (answer["run"]["status"].GetString() == status) return answer;
            await again.WaitForNextTickAsync(limit.Token);
        }
    }
}
