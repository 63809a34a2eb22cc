using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Startup;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Docs;

/// <summary>Runs the README's tour on a fresh server and compares what comes with what the README shows.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Tour_Answers_WhatTheReadmeShows()
    {
        using var folder = new TempFolder();
        await using var gateway = new Gateway(folder);
        var api = gateway.With(gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull());
        var commands = ReadmeCommands.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")));
        commands.Count.ShouldBeGreaterThan(7);

        string? run = null;
        foreach (var command in commands)
        {
            var answer = await api.SendAsync(command.Method, command.Address.Replace("$RUN", run, StringComparison.Ordinal), command.Body);
            ((int)answer.Status).ShouldBeLessThan(300, $"{command.Address}: {answer.Text}");
            if (answer["deliveries"][0]["runId"] is { Kind: JsonKind.String } id) run = id.GetString();
            if (command.Shown is { } shown) ShouldShow(JsonValue.Parse(shown), answer.Body, command.Address);
        }
    }

    // What varies from run to run is only asked to be there.
    private static void ShouldShow(JsonValue shown, JsonValue actual, string at)
    {
        actual.Kind.ShouldBe(shown.Kind, at);
        if (shown.Kind == JsonKind.Object)
        {
            foreach (var (name, value) in shown.EnumerateObject()) ShouldShow(value, actual[name], $"{at}/{name}");
            actual.Count.ShouldBe(shown.Count, $"{at}: {actual}");
        }
        else if (shown.Kind == JsonKind.Array)
        {
            actual.Count.ShouldBe(shown.Count, at);
            for (var i = 0; i < shown.Count; i++) ShouldShow(shown[i], actual[i], $"{at}/{i}");
        }
        else if (!Varies(at))
        {
            actual.ShouldBe(shown, at);
        }
    }

    private static bool Varies(string at) =>
        at[(at.LastIndexOf('/') + 1)..] is "id" or "runId" or "eventKey" or "traceId" or "at" or "due" or "since" or "startedAt"
            or "updatedAt" or "durationMs";
}
