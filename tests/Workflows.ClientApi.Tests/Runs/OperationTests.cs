using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Runs;

/// <summary>Bulk jobs, exports, repeated requests and the live stream.</summary>
public sealed class OperationTests(Gateway gateway)
{
    private const string Waits = """
        {"name":"Waits","steps":[{"id":"wait","type":"event.wait","config":{"eventName":"TICKET_CLOSED","correlationKey":{"$expr":"run.correlationId"}}}]}
        """;

    [Fact]
    public async Task BulkJob_DoesItsCommandToEveryRunThatTheFilterSelects()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", Waits);
        for (var i = 0; i < 12; i++) await StartAsync(api, $"bulk-{i}");
        await api.PublishWorkflowAsync("others", Waits);
        (await api.PostAsync("/v1/workflows/others/runs", """{"correlationId":"other"}""")).Ok(HttpStatusCode.Created);

        var created = (await api.PostAsync(
            "/v1/runs/bulk", """{"action":"cancel","filter":{"workflow":"waits"},"reason":"withdrawn","perSecond":500}""")).Ok(HttpStatusCode.Accepted);
        var job = await CompletedAsync(api, created["id"].GetString());

        (job["done"].GetDouble(), job["refused"].GetDouble()).ShouldBe((12, 0));
        (await api.GetAsync("/v1/runs?status=CANCELED")).Ok()["items"].Count.ShouldBe(12);
        (await api.GetAsync("/v1/runs?status=WAITING")).Ok().Items("workflow").ShouldBe(["others"]);
        (await api.GetAsync($"/v1/jobs/{created["id"].GetString()}/items")).Ok().Items("outcome").Distinct().ShouldBe(["done"]);
        (await api.PostAsync($"/v1/jobs/{created["id"].GetString()}/pause", """{"reason":"too late"}""")).Problem(409, "JOB_STATE_CONFLICT");
        (await api.GetAsync("/v1/jobs")).Ok()["items"].Count.ShouldBe(1);
    }

    [Fact]
    public async Task BulkJob_IsHeld_AndEnded()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", Waits);
        for (var i = 0; i < 30; i++) await StartAsync(api, $"held-{i}");

        var id = (await api.PostAsync(
            "/v1/runs/bulk", """{"action":"cancel","filter":{},"reason":"withdrawn","perSecond":1}""")).Ok(HttpStatusCode.Accepted)["id"].GetString();
        (await api.PostAsync($"/v1/jobs/{id}/pause", """{"reason":"wait a moment"}""")).Ok()["status"].GetString().ShouldBe("PAUSED");
        (await api.PostAsync($"/v1/jobs/{id}/cancel", """{"reason":"enough"}""")).Ok()["status"].GetString().ShouldBe("CANCELED");

        (await api.PostAsync($"/v1/jobs/{id}/resume", """{"reason":"again"}""")).Problem(409, "JOB_STATE_CONFLICT");
        (await api.GetAsync("/v1/runs?status=WAITING")).Ok()["items"].Count.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task BulkJob_ThatWasHeldInBetween_CountsEveryRunThatItDid()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", Waits);
        for (var i = 0; i < 12; i++) await StartAsync(api, $"counted-{i}");
        var id = (await api.PostAsync(
            "/v1/runs/bulk", """{"action":"cancel","filter":{},"reason":"withdrawn","perSecond":2}""")).Ok(HttpStatusCode.Accepted)["id"].GetString();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await api.GetAsync("/v1/runs?status=CANCELED")).Ok()["items"].Count == 0) limit.Token.ThrowIfCancellationRequested();

        (await api.PostAsync($"/v1/jobs/{id}/pause", """{"reason":"wait a moment"}""")).Ok();
        (await api.PostAsync($"/v1/jobs/{id}/resume", """{"reason":"go on"}""")).Ok();

        (await CompletedAsync(api, id))["done"].GetDouble().ShouldBe(12);
    }

    [Theory]
    [InlineData("""{"action":"delete","filter":{},"reason":"because"}""", "WRONG_TYPE", "/action")]
    [InlineData("""{"action":"cancel","reason":"because"}""", "MISSING_KEY", "/filter")]
    [InlineData("""{"action":"cancel","filter":{"state":"x"},"reason":"because"}""", "UNKNOWN_KEY", "/filter/state")]
    [InlineData("""{"action":"cancel","filter":{"status":["LOST"]},"reason":"because"}""", "WRONG_TYPE", "/filter/status/0")]
    [InlineData("""{"action":"cancel","filter":{},"reason":"because","perSecond":501}""", "WRONG_TYPE", "/perSecond")]
    [InlineData("""{"action":"cancel","filter":{},"reason":"no"}""", "REASON_NEEDED", "/reason")]
    public async Task BadBulk_IsRefused(string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/runs/bulk", body)).Problem(400, code, pointer);

        (await api.GetAsync("/v1/jobs")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task Export_OfTenThousandRuns_IsComplete_AndItsCellsAreNoFormulas()
    {
        var tenant = await gateway.TenantAsync();
        var api = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        await api.PublishWorkflowAsync("waits", Waits);
        var workflow = (await gateway.Store.Workflows.GetAsync(tenant, "waits", CancellationToken.None))!.Id;
        var ids = gateway.Services.GetRequiredService<IdSource>();
        for (var i = 0; i < 20; i++)
        {
            var commit = new Commit();
            for (var j = 0; j < 500; j++) commit.NewRuns.Add(Row(tenant, workflow, ids, i == 0 && j == 0 ? "=1+2" : "plain"));
            (await gateway.Store.Writer.WriteAsync([commit], CancellationToken.None))[0].IsCommitted.ShouldBeTrue();
        }

        var csv = (await api.GetAsync("/v1/runs/export?status=SUCCEEDED")).Ok();
        csv.MediaType.ShouldBe("text/csv");
        var lines = csv.Text.TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(10_001);
        lines[0].ShouldBe("id,workflow,version,status,origin,correlationId,startedAt,updatedAt,durationMs,errorCode");
        lines.Skip(1).Select(line => line[..36]).ShouldBeUnique();
        lines[^1].ShouldContain("'=1+2");
        (await api.GetAsync("/v1/runs/export?format=json")).Ok().Body.Count.ShouldBe(10_000);
        (await api.GetAsync("/v1/runs/export?format=ndjson")).Ok().Text.TrimEnd().Split('\n').Length.ShouldBe(10_000);
        (await api.GetAsync("/v1/runs/export?format=xml")).Problem(400, "INVALID_PARAMETER");
    }

    [Fact]
    public async Task Exports_OfEventsDeliveriesAndAudit_HaveTheirRows()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("seen", TestEvents.Definition("TICKET_CREATED"));
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "e-1"))).Ok();

        (await api.GetAsync("/v1/events/export?format=json")).Ok().Body[0]["id"].GetString().ShouldBe("e-1");
        (await api.GetAsync("/v1/deliveries/export?format=json")).Ok().Body[0]["outcome"].GetString().ShouldBe("started");
        (await api.GetAsync("/v1/audit/export")).Ok().Text.ShouldContain("workflow.publish");
    }

    [Fact]
    public async Task RepeatedRequest_WithItsKey_IsExecutedOnce()
    {
        var tenant = await gateway.TenantAsync();
        var credential = await gateway.NewKeyAsync(tenant, Roles.Admin);
        var api = gateway.With(credential);
        await api.PublishWorkflowAsync("waits", Waits);
        var keyed = gateway.WithHeaders(("Authorization", $"Bearer {credential}"), ("Idempotency-Key", "k-1"));

        var first = (await keyed.PostAsync("/v1/workflows/waits/runs", """{"correlationId":"once"}""")).Ok(HttpStatusCode.Created);
        var again = (await keyed.PostAsync("/v1/workflows/waits/runs", """{"correlationId":"once"}""")).Ok(HttpStatusCode.Created);

        again.Text.ShouldBe(first.Text);
        again.Location.ShouldBe(first.Location);
        (await keyed.PostAsync("/v1/workflows/waits/runs", """{"correlationId":"other"}""")).Problem(409, "IDEMPOTENCY_KEY_REUSED");
        (await api.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(1);
        var id = first["id"].GetString();
        (await keyed.PostAsync($"/v1/runs/{id}/cancel", """{"reason":"once only"}""")).Ok();
        (await keyed.PostAsync($"/v1/runs/{id}/cancel", """{"reason":"once only"}""")).Ok()["status"].GetString().ShouldBe("CANCELED");
    }

    [Fact]
    public async Task Stream_TellsWhatWasCommitted_AndGoesOnFromAPosition()
    {
        var tenant = await gateway.TenantAsync();
        var credential = await gateway.NewKeyAsync(tenant, Roles.Admin);
        var api = gateway.With(credential);
        await api.PublishWorkflowAsync("waits", Waits);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        string id;
        using (var stream = await OpenAsync(credential, null, limit.Token))
        {
            await ReadUntilAsync(stream, "event: ping", limit.Token);
            id = await StartAsync(api, "live");
            (await ReadUntilAsync(stream, "data: ", limit.Token)).ShouldContain(id);
        }

        await StartAsync(api, "missed");
        using var later = await OpenAsync(credential, "1000", limit.Token);
        (await ReadUntilAsync(later, "\"missed\"", limit.Token)).ShouldContain("event: run");
        (await api.GetAsync("/v1/stream?kind=nothing")).Problem(400, "INVALID_PARAMETER");
    }

    private async Task<StreamReader> OpenAsync(string credential, string? position, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stream?kind=run");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (position is not null) request.Headers.Add("Last-Event-ID", position);
        var response = await gateway.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    private static async Task<string> ReadUntilAsync(StreamReader stream, string text, CancellationToken cancellationToken)
    {
        var read = new StringBuilder();
        while (await stream.ReadLineAsync(cancellationToken) is { } line)
        {
            read.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal) && !line.Contains("data: {}", StringComparison.Ordinal)) return read.ToString();
        }

        throw new InvalidOperationException($"The stream ended: {read}");
    }

    private static async Task<string> StartAsync(Api api, string correlationId) =>
        (await api.PostAsync("/v1/workflows/waits/runs", $$"""{"correlationId":"{{correlationId}}"}""")).Ok(HttpStatusCode.Created)["id"].GetString();

    private static async Task<Answer> CompletedAsync(Api api, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var job = (await api.GetAsync($"/v1/jobs/{id}")).Ok();
            if (job["status"].GetString() == "COMPLETED") return job;
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static RunRecord Row(TenantId tenant, WorkflowId workflow, IdSource ids, string correlation)
    {
        var id = new RunId(ids.Next());
        return new RunRecord
        {
            Id = id, Tenant = tenant, Workflow = workflow, Version = 1, Status = RunStatus.Succeeded, Revision = 1, Origin = RunOrigin.Manual,
            CorrelationId = correlation, StartedAt = IdSource.TimeOf(id.Value), UpdatedAt = IdSource.TimeOf(id.Value),
            State = "{}"u8.ToArray(), History = "[]"u8.ToArray(),
        };
    }
}
