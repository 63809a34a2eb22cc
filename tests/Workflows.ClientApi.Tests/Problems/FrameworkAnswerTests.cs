using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.Problems;

public sealed class FrameworkAnswerTests(Gateway gateway)
{
    [Fact]
    public async Task UnknownAddress_IsAProblem() => (await gateway.Anonymous().GetAsync("/v1/nothing")).Problem(404, "NO_SUCH_ROUTE");

    [Fact]
    public async Task OtherMethod_IsAProblem() =>
        (await gateway.Anonymous().SendAsync(HttpMethod.Patch, "/v1/events", "{}")).Problem(405, "METHOD_NOT_ALLOWED");

    [Fact]
    public async Task Health_IsOpen()
    {
        (await gateway.Anonymous().GetAsync("/health/live")).Ok();
        (await gateway.Anonymous().GetAsync("/health/ready")).Ok();
    }

    [Fact]
    public async Task OpenApi_IsVersion31_AndDescribesEveryRouteWithExamples()
    {
        var document = (await gateway.Anonymous().GetAsync("/openapi/v1.json")).Ok();

        document["openapi"].GetString().ShouldStartWith("3.1");
        var publish = document["paths"]["/v1/events"]["post"];
        publish["requestBody"]["content"]["application/json"]["example"]["type"].GetString().ShouldBe("TICKET_CREATED");
        publish["responses"]["202"]["content"]["application/json"]["example"]["status"].GetString().ShouldBe("accepted");
        document["paths"]["/v1/runs/{id}"]["get"].Kind.ShouldBe(JsonKind.Object);
        document["components"]["securitySchemes"].Count.ShouldBe(1);
        document["paths"]["/v1/runs"]["get"]["parameters"].ToString().ShouldContain("\"name\":\"correlationId\"", Case.Sensitive);
        document["components"]["schemas"]["EventBody"]["properties"]["receivedAt"]["type"].GetString().ShouldBe("string");
        document["components"]["schemas"]["EventBody"]["properties"]["sequence"]["type"].GetString().ShouldBe("integer");
    }

    [Fact]
    public async Task Docs_AreAPageWithoutForeignAssets()
    {
        var page = (await gateway.Anonymous().GetAsync("/docs/index.html")).Ok(HttpStatusCode.OK);

        page.Text.ShouldContain("swagger-ui");
        page.Text.ShouldNotContain("https://");
    }
}
