using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Workflows.Crash.Tests.Matrix;

/// <summary>Does things to the server until they are done, whatever happens to it: looks first, acts, and looks again.</summary>
internal sealed class MatrixDriver(MatrixServer server, EffectServer effects)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>The events that were acknowledged, with what must have come of them: <c>started</c>, <c>resumed</c>, <c>skipped</c>.</summary>
    public Dictionary<string, string> Events { get; } = [];

    /// <summary>The runs by id, with how they must end.</summary>
    public Dictionary<string, string> Runs { get; } = [];

    /// <summary>The keys under which effects must have happened, and no others.</summary>
    public HashSet<string> Keys { get; } = [];

    /// <summary>The keys that the worker was given, with how often.</summary>
    public ConcurrentDictionary<string, int> Performed { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a key had been called when its call was first seen as succeeded.</summary>
    private Dictionary<string, int> Settled { get; } = [];

    /// <summary>Calls under keys whose success had been seen before.</summary>
    public IEnumerable<string> CallsAfterSuccess =>
        Settled.Where(settled => effects.Calls.GetValueOrDefault(settled.Key) > settled.Value).Select(settled => settled.Key);

    /// <summary>Acts until it is done.</summary>
    public async Task DoAsync(string what, Func<Task<bool>> isDone, Func<Task>? act = null)
    {
        var begin = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(15));
        while (true)
        {
            try
            {
                if (await isDone()) return;
                if (act is not null) await act();
            }
            catch (ServerGoneException)
            {
                // It runs again; look what came of it.
                begin = Stopwatch.GetTimestamp();
            }

            Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(Limit, $"{what} (armed: {server.Armed}, killed at {string.Join(", ", server.Kills)})\n{server.Log}");
            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>Publishes an event until it is acknowledged.</summary>
    public Task PublishAsync(string type, string id, string order, string outcome, string kind = "") => DoAsync(
        $"publishing {id}", () => Task.FromResult(Events.ContainsKey(id)), async () =>
        {
            var (status, body) = await server.SendAsync(
                HttpMethod.Post, "/v1/events",
                $$"""{"id":"{{id}}","type":"{{type}}","source":"crash-test","correlationId":"{{order}}","payload":{"order":"{{order}}","kind":"{{kind}}"} }""");
            if (status is 200 or 202) Events[id] = outcome;
            else status.ShouldBe(503, body.ToString());
        });

    /// <summary>The only run of a workflow with a correlation id.</summary>
    public async Task<string> FindRunAsync(string workflow, string order)
    {
        string? found = null;
        await DoAsync($"a run of {workflow} for {order}", async () =>
        {
            var items = (await GetAsync($"/v1/runs?workflow={workflow}&correlationId={Uri.EscapeDataString(order)}")).GetProperty("items");
            items.GetArrayLength().ShouldBeLessThan(2);
            found = items.GetArrayLength() == 1 ? items[0].GetProperty("id").GetString() : null;
            return found is not null;
        });
        return found!;
    }

    /// <summary>Waits until a run stands where it is expected.</summary>
    public Task UntilAsync(string run, Func<RunLook, bool> isThere, string what, Func<Task>? act = null) =>
        DoAsync($"{what}: run {run}", async () => isThere(await LookAsync(run)), act);

    /// <summary>A run with its steps, and notes which of its calls have succeeded.</summary>
    public async Task<RunLook> LookAsync(string run)
    {
        var look = new RunLook(await GetAsync($"/v1/runs/{run}"));
        foreach (var step in look.Succeeded)
            if (effects.Calls.TryGetValue($"{run}:{step}", out var calls))
                Settled.TryAdd($"{run}:{step}", calls);
        return look;
    }

    /// <summary>Looks at a run, however often the server ends meanwhile.</summary>
    public async Task<RunLook> LookAgainAsync(string run)
    {
        RunLook? look = null;
        await DoAsync($"looking at {run}", async () => (look = await LookAsync(run)) is not null);
        return look!;
    }

    /// <summary>Gives a command to a run until the run is where the command leads to.</summary>
    public Task CommandAsync(string run, string command, Func<RunLook, bool> isThere) => UntilAsync(
        run, isThere, command, async () =>
        {
            // 409: an attempt before has done it, or the run is not there yet; the next look tells.
            var (status, body) = await server.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/{command}", """{"reason":"The crash matrix does it."}""");
            status.ShouldBeOneOf([200, 201, 409, 503], body.ToString());
        });

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, body) = await server.SendAsync(HttpMethod.Get, path);
        if (status == 503) throw new ServerGoneException();
        status.ShouldBe(200, $"{path}: {body}");
        return body;
    }

    public Task<(int Status, JsonElement Body)> PostAsync(string path, string json = "{}") => server.SendAsync(HttpMethod.Post, path, json);
}

/// <summary>What the API says of a run.</summary>
internal sealed class RunLook(JsonElement body)
{
    public string Status => body.GetProperty("run").GetProperty("status").GetString()!;

    /// <summary>The steps that it waits in.</summary>
    public IEnumerable<string> Waits => body.GetProperty("waits").EnumerateArray().Select(wait => wait.GetProperty("step").GetString()!);

    /// <summary>The steps that have succeeded.</summary>
    public IEnumerable<string> Succeeded => Steps("succeeded");

    /// <summary>The run that it started as a replay; null for none.</summary>
    public string? Replay => body.TryGetProperty("replays", out var list) && list.ValueKind == JsonValueKind.Array ? list[0].GetString() : null;

    /// <summary>How many runs replay it.</summary>
    public int Replays => body.TryGetProperty("replays", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;

    private IEnumerable<string> Steps(string status) => body.GetProperty("steps").EnumerateArray()
        .Where(entry => entry.TryGetProperty("status", out var stands) && stands.GetString() == status)
        .Select(entry => entry.GetProperty("step").GetString()!);
}
