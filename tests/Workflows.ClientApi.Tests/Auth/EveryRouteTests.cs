using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.ClientApi.Tests.Auth;

/// <summary>Walks the routes that the server really has, so that a new one cannot be forgotten.</summary>
public sealed class EveryRouteTests(Gateway gateway)
{
    private static readonly string[] Reasoned = ["/pause", "/resume", "/{id}/redeliver", "/{id}/discard"];
    private static readonly string[] Open = ["/health/live", "/health/ready", "/openapi/{documentName}.json"];

    [Fact]
    public async Task EveryRoute_WithoutAGoodCredential_IsUnauthorized()
    {
        foreach (var (method, pattern) in Routes())
        {
            if (Open.Contains(pattern)) continue;
            var address = Fill(pattern, _ => "x");
            foreach (var api in new[] { gateway.Anonymous(), gateway.With("wfk_wrong"), gateway.With("no.such.token") })
            {
                var answer = await api.SendAsync(new HttpMethod(method), address, BodyOf(method, pattern));
                answer.Status.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {pattern}: {answer.Text}");
                answer["code"].GetString().ShouldBe("UNAUTHORIZED");
            }
        }
    }

    [Fact]
    public async Task EveryRoute_WithAnotherTenantsIds_ShowsNothing()
    {
        var owner = await gateway.NewTenantAsync();
        var ids = await FillTenantAsync(owner);
        var stranger = await gateway.NewTenantAsync();

        foreach (var (method, pattern) in Routes().Where(route => route.Pattern.Contains('{') && !Open.Contains(route.Pattern)))
        {
            var address = Fill(pattern, name => IdFor(pattern, name, ids));
            var answer = await stranger.SendAsync(new HttpMethod(method), address, BodyOf(method, pattern));
            answer.Status.ShouldBe(HttpStatusCode.NotFound, $"{method} {address}: {answer.Text}");
            answer.Text.ShouldNotContain(Secret);
        }
    }

    [Fact]
    public async Task EveryList_ForAnotherTenant_IsWithoutTheOwnersRows()
    {
        var owner = await gateway.NewTenantAsync();
        await FillTenantAsync(owner);
        var stranger = await gateway.NewTenantAsync();

        // A stream does not end; its own tests see to it.
        foreach (var (method, pattern) in Routes().Where(route => route.Method == "GET" && !route.Pattern.Contains('{') && route.Pattern != "/v1/stream"))
            (await stranger.SendAsync(new HttpMethod(method), pattern)).Text.ShouldNotContain(Secret, customMessage: pattern);
    }

    [Fact]
    public async Task OwnersWork_IsUntouched_AfterAStrangerTriedEverything()
    {
        var owner = await gateway.NewTenantAsync();
        var ids = await FillTenantAsync(owner);
        var before = (await owner.GetAsync($"/v1/workflows/{ids["workflow"]}")).Ok().Text;
        var stranger = await gateway.NewTenantAsync();

        foreach (var (method, pattern) in Routes().Where(route => route.Method != "GET" && route.Pattern.Contains('{')))
            await stranger.SendAsync(new HttpMethod(method), Fill(pattern, name => IdFor(pattern, name, ids)), BodyOf(method, pattern));

        (await owner.GetAsync($"/v1/workflows/{ids["workflow"]}")).Ok().Text.ShouldBe(before);
        (await owner.GetAsync("/v1/keys")).Ok().Items("status").Distinct().ShouldBe(["good"]);
        (await owner.GetAsync("/v1/runs")).Ok()["items"].Count.ShouldBe(1);
    }

    private const string Secret = "only-the-owner-sees-this";

    private static async Task<Dictionary<string, string>> FillTenantAsync(Api owner)
    {
        await owner.PublishWorkflowAsync("owned", TestEvents.Definition("TICKET_CREATED", Secret));
        await owner.PublishWorkflowAsync(Secret, TestEvents.Definition("TICKET_CLOSED"));
        var published = (await owner.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "owned", Secret))).Ok();
        (await owner.PostAsync("/v1/event-types", $$"""{"type":"OF_THE_OWNER","name":"{{Secret}}","payloadSchema":{"title":"{{Secret}}"} }"""))
            .Ok(HttpStatusCode.Created);
        (await owner.PostAsync("/v1/keys", """{"name":"owned","roles":["viewer"]}""")).Ok(HttpStatusCode.Created);
        (await owner.PostAsync("/v1/keys", $$"""{"name":"{{Secret}}","roles":["viewer"]}""")).Ok(HttpStatusCode.Created);
        foreach (var name in new[] { "OWNED", "ONLY_THE_OWNER_SEES_THIS" })
            (await owner.PostAsync("/v1/secrets", $$"""{"name":"{{name}}","value":"{{Secret}}"}""")).Ok(HttpStatusCode.Created);
        foreach (var key in new[] { "owned", Secret })
            (await owner.PostAsync("/v1/calendars", $$"""{"key":"{{key}}","name":"{{Secret}}","weekdays":["monday"]}""")).Ok(HttpStatusCode.Created);
        var scheduled = (await owner.PostAsync(
            "/v1/schedules", $$"""
            {"workflow":"owned","name":"{{Secret}}","cron":"0 0 1 1 *","payload":{
              "tenantId":"t","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"} }
            """)).Ok(HttpStatusCode.Created);
        (await owner.PostAsync($"/v1/workflows/{Secret}/pause", """{"reason":"to hold an event"}""")).Ok();
        (await owner.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CLOSED"))).Ok();
        return new Dictionary<string, string>
        {
            ["delivery"] = (await owner.GetAsync("/v1/deliveries?status=held")).Ok().Items("id").ShouldHaveSingleItem(),
            ["schedule"] = scheduled["id"].GetString(),
            ["workflow"] = "owned",
            ["event"] = "owned",
            ["key"] = "owned",
            ["run"] = published["deliveries"][0]["runId"].GetString(),
            ["task"] = Guid.CreateVersion7().ToString(),
        };
    }

    private static string IdFor(string pattern, string parameter, Dictionary<string, string> ids) => (pattern, parameter) switch
    {
        ({ } p, _) when p.StartsWith("/v1/events/", StringComparison.Ordinal) => ids["event"],
        ({ } p, _) when p.StartsWith("/v1/runs/", StringComparison.Ordinal) => ids["run"],
        ({ } p, _) when p.StartsWith("/v1/tasks/", StringComparison.Ordinal) => ids["task"],
        ({ } p, _) when p.StartsWith("/v1/keys/", StringComparison.Ordinal) => ids["key"],
        ({ } p, _) when p.StartsWith("/v1/schedules/", StringComparison.Ordinal) => ids["schedule"],
        ({ } p, _) when p.StartsWith("/v1/calendars/", StringComparison.Ordinal) => "owned",
        ({ } p, _) when p.StartsWith("/v1/worker/tasks/", StringComparison.Ordinal) => ids["run"] + ".1",
        ({ } p, _) when p.StartsWith("/v1/secrets/", StringComparison.Ordinal) => "OWNED",
        ({ } p, _) when p.StartsWith("/v1/jobs/", StringComparison.Ordinal) => "0199c8f0-3f5e-7a00-8000-5c0bcf414854",
        ({ } p, _) when p.StartsWith("/v1/deliveries/", StringComparison.Ordinal) => ids["delivery"],
        ({ } p, _) when p.StartsWith("/v1/event-types/", StringComparison.Ordinal) => "OF_THE_OWNER",
        ({ } p, _) when p.StartsWith("/v1/schemas/", StringComparison.Ordinal) => "payload.OfTheOwner.v1",
        (_, "version" or "other") => "1",
        ({ } p, "key") when p.StartsWith("/v1/workflows/", StringComparison.Ordinal) => ids["workflow"],
        _ => throw new InvalidOperationException($"Say here which id of the owner goes into '{parameter}' of {pattern}."),
    };

    private IEnumerable<(string Method, string Pattern)> Routes() =>
        gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
                .Select(method => (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'))) ?? []);

    private static string Fill(string pattern, Func<string, string> value) =>
        RoutePatternFactory.Parse(pattern).Parameters.Aggregate(
            pattern, (address, parameter) => address.Replace($"{{{parameter.Name}}}", value(parameter.Name), StringComparison.Ordinal));

    private static string? BodyOf(string method, string pattern) => method switch
    {
        "POST" when Reasoned.Any(command => pattern.EndsWith(command, StringComparison.Ordinal)) => """{"reason":"to see what happens"}""",
        "POST" or "PUT" or "PATCH" => "{}",
        _ => null,
    };
}
