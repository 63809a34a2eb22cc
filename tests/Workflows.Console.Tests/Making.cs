using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Workflows.Console.Tests;

/// <summary>What a test needs on the server before somebody looks at it.</summary>
internal static class Making
{
    /// <summary>Makes a workflow and publishes it.</summary>
    public static async Task PublishAsync(this HttpClient api, string key, string definition)
    {
        await api.SendJsonAsync("/v1/workflows", $$"""{"key":"{{key}}","definition":{{definition}}}""");
        await api.SendJsonAsync($"/v1/workflows/{key}/publish", "{}");
    }

    /// <summary>Starts a run by hand, and tells its id.</summary>
    public static async Task<string> StartRunAsync(this HttpClient api, string key, string payload) =>
        (await api.SendJsonAsync($"/v1/workflows/{key}/runs", $$"""{"payload":{{payload}}}""")).GetProperty("id").GetString()!;

    /// <summary>Defines an event of the tenant.</summary>
    public static Task DefineEventAsync(this HttpClient api, string type, string schema) =>
        api.SendJsonAsync("/v1/event-types", $$"""{"type":"{{type}}","name":"{{type}}","status":"active","payloadSchema":{{schema}}}""");

    /// <summary>Publishes an event, and returns when it has been processed.</summary>
    public static Task PublishEventAsync(this HttpClient api, string type, string payload, string? correlationId = null) =>
        api.SendJsonAsync(
            "/v1/events?wait=processed",
            $$"""{"type":"{{type}}","source":"test","correlationId":{{(correlationId is null ? "null" : $"\"{correlationId}\"")}},"payload":{{payload}}}""");

    /// <summary>Publishes many events of a type at once.</summary>
    public static Task PublishManyAsync(this HttpClient api, string type, IEnumerable<string> payloads) =>
        api.SendJsonAsync("/v1/events", $"[{string.Join(',', payloads.Select(payload => $$"""{"type":"{{type}}","source":"test","payload":{{payload}}}"""))}]");

    /// <summary>Posts a body; anything but a success fails the test with the problem that came back.</summary>
    public static async Task<JsonElement> SendJsonAsync(this HttpClient api, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Puts a body.</summary>
    public static async Task PutJsonAsync(this HttpClient api, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.PutAsync(path, content);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Reads JSON.</summary>
    public static Task<JsonElement> GetJsonAsync(this HttpClient api, string path) => api.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The clipboard is the browser's, and the pages of all tests share that.</summary>
    private static readonly SemaphoreSlim Clipboard = new(1);

    /// <summary>Puts a text in the place of all that an editor holds, as somebody does who pastes it.</summary>
    public static async Task FillEditorAsync(this IPage page, ILocator inside, string text)
    {
        await inside.Locator(".monaco-editor .view-lines").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+a");
        await Clipboard.WaitAsync();
        try
        {
            await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
            await page.Keyboard.PressAsync("Control+v");
        }
        finally
        {
            Clipboard.Release();
        }
    }
}
