using System.Net;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Definitions;

/// <summary>The list of workflows, as the console shows it.</summary>
public sealed class WorkflowListTests(Gateway gateway)
{
    private const string Manual = """{"name":"By hand","steps":[]}""";
    private const string Broken = """{"name":"Broken","steps":[{"id":"a","type":"state.sett","config":{}}]}""";

    [Theory]
    [InlineData("", "broken,by-hand,closing,greeting")]
    [InlineData("?status=draft", "broken")]
    [InlineData("?status=active", "by-hand,greeting")]
    [InlineData("?status=paused", "closing")]
    [InlineData("?trigger=event", "closing,greeting")]
    [InlineData("?trigger=schedule", "by-hand")]
    [InlineData("?trigger=manual", "broken")]
    [InlineData("?eventType=TICKET_CLOSED", "closing")]
    [InlineData("?search=HAND", "by-hand")]
    [InlineData("?search=see", "closing,greeting")]
    [InlineData("?tag=Billing", "greeting")]
    [InlineData("?sort=name", "broken,by-hand,closing,greeting")]
    [InlineData("?sort=name&limit=1", "broken,by-hand,closing,greeting")]
    [InlineData("?sort=updated&limit=1", "greeting,closing,by-hand,broken")]
    public async Task List_WithAQuery_HasWhatMatches_InItsOrder(string query, string keys)
    {
        var api = await FilledAsync();

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await api.GetAsync($"/v1/workflows{query}{(cursor is null ? "" : $"&cursor={cursor}")}")).Ok();
            found.AddRange(page.Items("key"));
            cursor = page["nextCursor"].IsMissing ? null : page["nextCursor"].GetString();
        }
        while (cursor is not null);

        string.Join(',', found).ShouldBe(keys);
    }

    [Fact]
    public async Task Counts_AreOfAllThatMatches_WhateverItsStatus()
    {
        var api = await FilledAsync();

        var all = (await api.GetAsync("/v1/workflows?status=draft&limit=1")).Ok()["counts"];
        var listening = (await api.GetAsync("/v1/workflows?trigger=event")).Ok()["counts"];

        Numbers(all).ShouldBe((4, 2, 1, 1));
        Numbers(listening).ShouldBe((2, 1, 0, 1));
    }

    [Fact]
    public async Task Item_TellsVersionChangesFindingsAndRuns()
    {
        var api = await FilledAsync();
        (await api.PutAsync("/v1/workflows/greeting/draft", TestEvents.Definition("TICKET_CREATED", "CHANGED"))).Ok();
        for (var i = 0; i < 2; i++) (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        var greeting = (await api.GetAsync("/v1/workflows?search=greeting")).Ok()["items"][0];
        var closing = (await api.GetAsync("/v1/workflows?search=closing")).Ok()["items"][0];
        var broken = (await api.GetAsync("/v1/workflows?search=broken")).Ok()["items"][0];

        greeting["status"].GetString().ShouldBe("active");
        greeting["publishedVersion"].GetDouble().ShouldBe(1);
        greeting["unpublishedChanges"].GetBoolean().ShouldBeTrue();
        greeting["eventType"].GetString().ShouldBe("TICKET_CREATED");
        greeting["tags"][0].GetString().ShouldBe("billing");
        var days = greeting["runs"];
        days.Count.ShouldBe(7);
        days[6]["succeeded"].GetDouble().ShouldBe(2);
        days[6]["failed"].GetDouble().ShouldBe(0);
        closing["unpublishedChanges"].GetBoolean().ShouldBeFalse();
        closing["pauseReason"].GetString().ShouldBe("maintenance");
        broken["publishedVersion"].IsMissing.ShouldBeTrue();
        broken["findings"]["errors"].GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task Draft_SavedAgainAsItIsPublished_HasNoUnpublishedChanges()
    {
        var api = await FilledAsync();
        (await api.PutAsync("/v1/workflows/greeting/draft", TestEvents.Definition("TICKET_CREATED", "CHANGED"))).Ok();
        (await api.PutAsync("/v1/workflows/greeting/draft", TestEvents.Definition("TICKET_CREATED"))).Ok();

        (await api.GetAsync("/v1/workflows?search=greeting")).Ok()["items"][0]["unpublishedChanges"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task HiddenWorkflow_IsListedForAdminsOnly()
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        var viewer = gateway.With(await gateway.NewKeyAsync(tenant, "viewer"));
        await admin.PublishWorkflowAsync("shown", Manual);
        await admin.PublishWorkflowAsync("hidden", Manual);
        (await admin.SendAsync(HttpMethod.Patch, "/v1/workflows/hidden/settings", """{"visible":false}""")).Ok();

        (await admin.GetAsync("/v1/workflows")).Ok().Items("key").ShouldBe(["hidden", "shown"]);
        var seen = (await viewer.GetAsync("/v1/workflows")).Ok();

        seen.Items("key").ShouldBe(["shown"]);
        seen["counts"]["total"].GetDouble().ShouldBe(1);
    }

    [Theory]
    [InlineData("?status=gone", "INVALID_PARAMETER")]
    [InlineData("?trigger=cron", "INVALID_PARAMETER")]
    [InlineData("?sort=size", "INVALID_PARAMETER")]
    [InlineData("?search=", "INVALID_PARAMETER")]
    [InlineData("?name=x", "UNKNOWN_PARAMETER")]
    [InlineData("?cursor=eDph", "INVALID_CURSOR")]
    public async Task WrongQuery_IsRefused(string query, string code)
    {
        var api = await gateway.NewTenantAsync();

        var answer = await api.GetAsync($"/v1/workflows{query}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer["code"].GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Cursor_OfAnotherOrder_IsRefused()
    {
        var api = await FilledAsync();
        var cursor = (await api.GetAsync("/v1/workflows?limit=1")).Ok()["nextCursor"].GetString();

        (await api.GetAsync($"/v1/workflows?sort=name&cursor={cursor}"))["code"].GetString().ShouldBe("INVALID_CURSOR");
    }

    /// <summary>A draft that cannot be published, a scheduled workflow, one that is paused, and one that greets; changed in this order.</summary>
    private async Task<Api> FilledAsync()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/workflows", $$"""{"key":"broken","definition":{{Broken}} }""")).Ok(HttpStatusCode.Created);
        await api.PublishWorkflowAsync("by-hand", Manual);
        (await api.PostAsync("/v1/schedules", """{"workflow":"by-hand","name":"New year","cron":"0 0 1 1 *"}""")).Ok(HttpStatusCode.Created);
        await api.PublishWorkflowAsync("closing", TestEvents.Definition("TICKET_CLOSED"));
        (await api.PostAsync("/v1/workflows/closing/pause", """{"reason":"maintenance"}""")).Ok();
        await api.PublishWorkflowAsync("greeting", TestEvents.Definition("TICKET_CREATED"));
        (await api.SendAsync(HttpMethod.Patch, "/v1/workflows/greeting/settings", """{"tags":["billing"]}""")).Ok();
        return api;
    }

    private static (double Total, double Active, double Draft, double Paused) Numbers(JsonValue counts) =>
        (counts["total"].GetDouble(), counts["active"].GetDouble(), counts["draft"].GetDouble(), counts["paused"].GetDouble());
}
