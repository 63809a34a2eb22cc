using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Startup;
using Workflows.ClientApi.Tests.Docs;
using Workflows.Hosting;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.SampleWorkflows;

/// <summary>
/// Plays samples/workflows/scenarios/*.json: what is sent to the public API, what has to come back, and how far the clock moves between.
/// samples/workflows/README.md describes the format.
/// </summary>
internal sealed partial class SampleScenario : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly TimerClock clock = new();
    private readonly Dictionary<string, string> kept = [];
    private readonly JsonValue scenario;
    private readonly SampleServer server;
    private readonly Gateway gateway;
    private readonly Api admin;

    private SampleScenario(JsonValue scenario, SampleServer server)
    {
        (this.scenario, this.server) = (scenario, server);
        gateway = new Gateway(folder, Configure, ("samples", "false"));
        admin = gateway.With(gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull());
    }

    /// <summary>The folder of the samples.</summary>
    public static string Folder => Path.Combine(Repository.Root, "samples/workflows");

    public static async Task PlayAsync(string file)
    {
        var scenario = JsonValue.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "scenarios", file)));
        await using var server = await SampleServer.StartAsync(scenario["server"]);
        await using var play = new SampleScenario(scenario, server);
        await play.PlayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Dispose();
    }

    private async Task PlayAsync()
    {
        foreach (var step in scenario["prepare"].EnumerateArray()) await SendAsync(step, "prepare");
        foreach (var key in scenario["workflows"].EnumerateArray())
        {
            var definition = await File.ReadAllTextAsync(Path.Combine(Folder, $"{key.GetString()}.json"));
            await admin.PublishWorkflowAsync(key.GetString(), Hosts().Replace(definition, server.Url));
        }

        for (var i = 0; i < scenario["steps"].Count; i++) await PlayAsync(scenario["steps"][i], $"steps/{i}");
    }

    private async Task PlayAsync(JsonValue step, string at)
    {
        if (!step["advance"].IsMissing) clock.Advance(TimeSpan.Parse(step["advance"].GetString(), CultureInfo.InvariantCulture));
        else if (!step["calls"].IsMissing) ShouldShow(Filled(step["are"]), server.CallsOf(step["calls"].GetString()), at);
        else if (!step["run"].IsMissing) await EventuallyAsync(() => LookAtRunAsync(step, at));
        else if (!step["eventually"].IsMissing) await EventuallyAsync(() => SendAsync(step, at));
        else await SendAsync(step, at);
    }

    private async Task SendAsync(JsonValue step, string at)
    {
        var request = Fill(step["send"].GetString()).Split(' ', 2);
        var api = step["as"].IsMissing ? admin : await AsAsync(step["as"].GetString());
        var answer = await api.SendAsync(new HttpMethod(request[0]), request[1], step["body"].IsMissing ? null : Fill(step["body"].ToString()));
        var status = step["status"].IsMissing ? 200 : (int)step["status"].GetDouble();
        ((int)answer.Status).ShouldBe(status, $"{at}: {answer.Text}");
        ShouldShow(Filled(step["expect"]), answer.Body, at);
        foreach (var (name, path) in step["keep"].EnumerateObject()) kept[name] = Find(answer.Body, path.GetString()).GetString();
    }

    private async Task LookAtRunAsync(JsonValue step, string at)
    {
        var answer = (await admin.GetAsync($"/v1/runs/{Fill(step["run"].GetString())}")).Ok();
        answer["run"]["status"].GetString().ShouldBe(step["is"].GetString(), $"{at}: {answer.Text}");
        ShouldShow(Filled(step["expect"]), answer.Body, at);
    }

    /// <summary>Looks until what is expected has come: a command is answered before the runs that it concerns have gone on.</summary>
    private static async Task EventuallyAsync(Func<Task> look)
    {
        var end = Stopwatch.GetTimestamp() + (30 * Stopwatch.Frequency);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                await look();
                return;
            }
            catch (ShouldAssertException) when (Stopwatch.GetTimestamp() < end)
            {
                await again.WaitForNextTickAsync();
            }
        }
    }

    private void Configure(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(clock).Configure<WorkflowsOptions>(options =>
        {
            options.Http.AllowedHosts.Add("127.0.0.1");
            options.Http.AllowPrivateAddresses = true;
        });

    private async Task<Api> AsAsync(string role)
    {
        if (!kept.TryGetValue("as " + role, out var key))
            kept["as " + role] = key = (await admin.PostAsync("/v1/keys", $$"""{"name":"{{role}}","roles":["{{role}}"]}"""))
                .Ok(System.Net.HttpStatusCode.Created)["key"].GetString();
        return gateway.With(key);
    }

    private string Fill(string text) => Names().Replace(text, match => kept.GetValueOrDefault(match.Groups[1].Value, match.Value));

    private JsonValue Filled(JsonValue value) => value.IsMissing ? value : JsonValue.Parse(Fill(value.ToString()));

    private static JsonValue Find(JsonValue value, string path)
    {
        foreach (var part in path.Split('/'))
            value = value.Kind == JsonKind.Array ? value[int.Parse(part, CultureInfo.InvariantCulture)] : value[part];
        return value;
    }

    /// <summary>Everything that is expected is there; objects may have more, lists may not. Null stands for something that is absent.</summary>
    private static void ShouldShow(JsonValue expected, JsonValue actual, string at)
    {
        if (expected.IsMissing) return;
        if (expected.IsNull) actual.IsMissingOrNull.ShouldBeTrue($"{at}: {actual}");
        else if (expected.Kind == JsonKind.Object)
            foreach (var (name, value) in expected.EnumerateObject()) ShouldShow(value, actual[name], $"{at}/{name}");
        else if (expected.Kind == JsonKind.Array)
        {
            actual.Count.ShouldBe(expected.Count, $"{at}: {actual}");
            for (var i = 0; i < expected.Count; i++) ShouldShow(expected[i], actual[i], $"{at}/{i}");
        }
        else actual.ShouldBe(expected, at);
    }

    [GeneratedRegex(@"https://[a-z]+\.example\.com")]
    private static partial Regex Hosts();

    [GeneratedRegex(@"\$([a-z][a-zA-Z]*)")]
    private static partial Regex Names();
}
