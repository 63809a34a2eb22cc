using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.Definitions;

public sealed class WorkflowTests(Gateway gateway)
{
    private const string Good = """
        {"name":"Greet","trigger":{"type":"event","eventName":"TICKET_CREATED"},
         "steps":[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]}
        """;

    private const string Bad = """
        {"name":"Bad","steps":[{"id":"a","type":"state.sett","config":{}},{"id":"b","type":"state.set","config":{"state":{"$expr":"1 +"}}}]}
        """;

    [Fact]
    public async Task Workflow_IsMadeAndPublished_AndShowsItsVersions()
    {
        var api = await gateway.NewTenantAsync();

        var created = (await api.PostAsync("/v1/workflows", New("greet", Good))).Ok(HttpStatusCode.Created);
        var published = (await api.PostAsync("/v1/workflows/greet/publish", ifMatch: created.ETag)).Ok();

        created.Location.ShouldBe("/v1/workflows/greet");
        created["publishedVersion"].IsMissing.ShouldBeTrue();
        published["version"].GetDouble().ShouldBe(1);
        var workflow = (await api.GetAsync("/v1/workflows/greet")).Ok();
        workflow["publishedVersion"].GetDouble().ShouldBe(1);
        workflow["draft"]["name"].GetString().ShouldBe("Greet");
        workflow.ETag.ShouldNotBeNull();
        (await api.GetAsync("/v1/workflows/greet/versions")).Ok()["items"].Count.ShouldBe(1);
        (await api.GetAsync("/v1/workflows/greet/versions/1")).Ok()["definition"]["name"].GetString().ShouldBe("Greet");
    }

    [Fact]
    public async Task List_IsByKey_InPages()
    {
        var api = await gateway.NewTenantAsync();
        foreach (var key in new[] { "c", "a", "b" }) (await api.PostAsync("/v1/workflows", New(key, Good))).Ok(HttpStatusCode.Created);

        var first = (await api.GetAsync("/v1/workflows?limit=2")).Ok();
        var second = (await api.GetAsync($"/v1/workflows?limit=2&cursor={first["nextCursor"].GetString()}")).Ok();

        first.Items("key").ShouldBe(["a", "b"]);
        second.Items("key").ShouldBe(["c"]);
        second["nextCursor"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    public async Task Draft_WithErrors_IsSavedWithItsFindings_AndIsNotPublished()
    {
        var api = await gateway.NewTenantAsync();

        var created = (await api.PostAsync("/v1/workflows", New("bad", Bad))).Ok(HttpStatusCode.Created);
        var refused = (await api.PostAsync("/v1/workflows/bad/publish")).Problem(422, "DEFINITION_INVALID");

        created["findings"].Count.ShouldBeGreaterThanOrEqualTo(2);
        var codes = Codes(refused["findings"]);
        codes.ShouldContain("UNKNOWN_NODE_TYPE");
        codes.ShouldContain("INVALID_EXPRESSION");
        refused["findings"][0]["pointer"].GetString().ShouldStartWith("/steps/");
    }

    [Fact]
    public async Task Validate_AnswersFindings_WithoutSaving()
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/workflows/validate", Good)).Ok()["valid"].GetBoolean().ShouldBeTrue();
        var answer = (await api.PostAsync("/v1/workflows/validate", Bad)).Ok();

        answer["valid"].GetBoolean().ShouldBeFalse();
        Codes(answer["findings"]).ShouldContain("UNKNOWN_NODE_TYPE");
        (await api.GetAsync("/v1/workflows")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task Draft_SavedOnAStaleRevision_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        var created = (await api.PostAsync("/v1/workflows", New("etag", Good))).Ok(HttpStatusCode.Created);

        var saved = (await api.PutAsync("/v1/workflows/etag/draft", Good, created.ETag)).Ok();
        var stale = await api.PutAsync("/v1/workflows/etag/draft", Bad, created.ETag);

        saved.ETag.ShouldNotBe(created.ETag);
        ((int)stale.Status).ShouldBe(412, stale.Text);
        stale["nextStep"].GetString().ShouldNotBeNullOrEmpty();
        (await api.GetAsync("/v1/workflows/etag")).Ok()["draft"]["name"].GetString().ShouldBe("Greet");
        (await api.PutAsync("/v1/workflows/etag/draft", Bad, "*")).Ok();
        (await api.PostAsync("/v1/workflows/etag/publish", ifMatch: created.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task PublishedVersion_DoesNotChange_WhenTheDraftDoes()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("stays", TestEvents.Definition("TICKET_CREATED", "ONE"));

        (await api.PutAsync("/v1/workflows/stays/draft", TestEvents.Definition("TICKET_CREATED", "TWO"))).Ok();
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok()["deliveries"][0]["version"]
            .GetDouble().ShouldBe(1);
        (await api.PostAsync("/v1/workflows/stays/publish")).Ok()["version"].GetDouble().ShouldBe(2);
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok()["deliveries"][0]["version"]
            .GetDouble().ShouldBe(2);
    }

    [Fact]
    public async Task DeletedWorkflow_IsGone_AndStartsNothing()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("gone", TestEvents.Definition("TICKET_CREATED"));

        (await api.DeleteAsync("/v1/workflows/gone")).Ok(HttpStatusCode.NoContent);

        (await api.GetAsync("/v1/workflows/gone")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok()["deliveries"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task Workflow_WithRunsThatHaveNotEnded_IsNotDeleted()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("waits", TestEvents.WaitingDefinition("TICKET_CREATED", "TICKET_CLOSED"));
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED"))).Ok();

        (await api.DeleteAsync("/v1/workflows/waits")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task TakenKey_IsAConflict()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/workflows", New("taken", Good))).Ok(HttpStatusCode.Created);

        (await api.PostAsync("/v1/workflows", New("taken", Good))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("{", 400, "MALFORMED_JSON", null)]
    [InlineData("[]", 400, "WRONG_TYPE", "")]
    [InlineData("""{"definition":{}}""", 400, "MISSING_KEY", "/key")]
    [InlineData("""{"key":"x"}""", 400, "MISSING_KEY", "/definition")]
    [InlineData("""{"key":1,"definition":{}}""", 400, "WRONG_TYPE", "/key")]
    [InlineData("""{"key":"x","definition":{},"tenant":"t"}""", 400, "UNKNOWN_KEY", "/tenant")]
    public async Task BadBody_IsRefused(string body, int status, string code, string? pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/workflows", body)).Problem(status, code, pointer);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("-starts-with-a-dash")]
    public async Task BadKey_IsRefused(string key)
    {
        var api = await gateway.NewTenantAsync();

        var answer = await api.PostAsync("/v1/workflows", New(key, Good));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer["pointer"].GetString().ShouldBe("/key");
    }

    [Theory]
    [InlineData("/v1/workflows/none")]
    [InlineData("/v1/workflows/none/versions")]
    [InlineData("/v1/workflows/none/versions/1")]
    public async Task UnknownWorkflow_IsNotFound(string address)
    {
        var api = await gateway.NewTenantAsync();

        var answer = await api.GetAsync(address);

        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Text);
        answer["nextStep"].GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task BadIfMatch_IsRefused()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/workflows", New("match", Good))).Ok(HttpStatusCode.Created);

        (await api.PutAsync("/v1/workflows/match/draft", Good, "seven")).Problem(400, "INVALID_IF_MATCH");
        (await api.PutAsync("/v1/workflows/match/draft", Good, "W/\"1\"")).Problem(400, "INVALID_IF_MATCH");
    }

    private static string New(string key, string definition) => $$"""{"key":"{{key}}","definition":{{definition}}}""";

    private static List<string> Codes(JsonValue findings)
    {
        var codes = new List<string>();
        foreach (var finding in findings.EnumerateArray()) codes.Add(finding["code"].GetString());
        return codes;
    }
}
