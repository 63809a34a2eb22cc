using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.ClientApi.Tests.Docs;

namespace Workflows.ClientApi.Tests;

/// <summary>The contract that the console's types are made from is the one that the server gives.</summary>
public sealed class OpenApiDocumentTests(Gateway gateway)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, IndentSize = 1, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Document_IsTheOneThatTheConsoleWasBuiltFor()
    {
        var served = JsonNode.Parse((await gateway.Anonymous().GetAsync("/openapi/v1.json")).Text)!.AsObject();
        served.Remove("servers");
        var text = served.ToJsonString(Readable) + "\n";
        var path = Path.Combine(Repository.Root, "client-api/ui/openapi.json");
        if (Environment.GetEnvironmentVariable("WORKFLOWS_UPDATE") == "1") await File.WriteAllTextAsync(path, text);
        (await File.ReadAllTextAsync(path)).ShouldBe(text, "The API has changed: run ./dev ui types, and build the console against it.");
    }
}
