using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Startup;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Docs;

/// <summary>Runs the commands of a document on a fresh server and compares what comes with what the document shows.</summary>
internal sealed class DocumentTour
{
    private readonly bool showsParts;

    private DocumentTour(bool showsParts) => this.showsParts = showsParts;

    /// <summary>Runs a document.</summary>
    /// <param name="file">Its path in the repository.</param>
    /// <param name="showsParts">Whether answers may have properties and items beyond those that the document shows.</param>
    /// <returns>How many commands it has.</returns>
    public static async Task<int> RunAsync(string file, bool showsParts)
    {
        using var folder = new TempFolder();
        await using var gateway = new Gateway(folder);
        var api = gateway.With(gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull());
        var commands = ReadmeCommands.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, file)));
        var tour = new DocumentTour(showsParts);

        string? run = null;
        foreach (var command in commands)
        {
            var answer = await api.SendAsync(command.Method, command.Address.Replace("$RUN", run, StringComparison.Ordinal), command.Body);
            if (RefusalOf(command.Shown) is { } refusal) ((int)answer.Status).ShouldBe(refusal, $"{command.Address}: {answer.Text}");
            else ((int)answer.Status).ShouldBeLessThan(300, $"{command.Address}: {answer.Text}");
            if (answer["deliveries"][0]["runId"] is { Kind: JsonKind.String } id) run = id.GetString();
            if (command.Shown is { } shown) tour.ShouldShow(JsonValue.Parse(shown), answer.Body, command.Address);
        }

        return commands.Count;
    }

    /// <summary>The status of a refusal that the document shows; null when it shows none.</summary>
    private static int? RefusalOf(string? shown) =>
        shown is not null && JsonValue.Parse(shown)["status"] is { Kind: JsonKind.Number } status ? (int)status.GetDouble() : null;

    // What varies from run to run is only asked to be there.
    private void ShouldShow(JsonValue shown, JsonValue actual, string at)
    {
        actual.Kind.ShouldBe(shown.Kind, at);
        if (shown.Kind == JsonKind.Object)
        {
            foreach (var (name, value) in shown.EnumerateObject()) ShouldShow(value, actual[name], $"{at}/{name}");
            if (!showsParts) actual.Count.ShouldBe(shown.Count, $"{at}: {actual}");
        }
        else if (shown.Kind == JsonKind.Array)
        {
            if (!showsParts || shown.Count == 0) actual.Count.ShouldBe(shown.Count, $"{at}: {actual}");
            for (var i = 0; i < shown.Count; i++) ShouldShow(shown[i], actual[i], $"{at}/{i}");
        }
        else if (!Varies(at))
        {
            actual.ShouldBe(shown, at);
        }
    }

    private static bool Varies(string at) =>
        at[(at.LastIndexOf('/') + 1)..] is "id" or "runId" or "eventId" or "eventKey" or "traceId" or "at" or "due" or "since" or "startedAt"
            or "updatedAt" or "publishedAt" or "durationMs" or "meanDurationMs" or "href" or "event" or "from" or "to";
}
