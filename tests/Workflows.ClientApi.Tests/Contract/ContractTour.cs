using System.Net;

namespace Workflows.ClientApi.Tests.Contract;

/// <summary>Calls every operation of the API once at least, with the document's own example requests wherever the story allows, and keeps the answers.</summary>
internal sealed partial class ContractTour(Api api, ContractDocument document)
{
    /// <summary>The first answer of each operation and status.</summary>
    public Dictionary<(string Operation, int Status), Answer> Answers { get; } = [];

    /// <summary>Goes through the whole API.</summary>
    public async Task RunAsync()
    {
        await SessionAsync();
        await CatalogAsync();
        await SchemasAsync();
        await SecretsAsync();
        await WorkflowsAsync();
        await ExpressionsAsync();
        await AttachmentsAsync();
        await EventsAsync();
        await RunsAsync();
        await CommandsAsync();
        await JobsAsync();
        await TasksAsync();
        await WorkersAsync();
        await SchedulesAsync();
        await DeliveriesAsync();
        await SettingsAsync();
    }

    /// <summary>Calls an operation.</summary>
    /// <param name="operation">Its id.</param>
    /// <param name="status">The status that it answers with.</param>
    /// <param name="body">The body; null for the document's example, where it has one.</param>
    /// <param name="query">What follows the path, with its question mark.</param>
    /// <param name="values">The values of the path's parameters, in order.</param>
    private async Task<Answer> CallAsync(
        string operation, HttpStatusCode status = HttpStatusCode.OK, string? body = null, string query = "", params string[] values)
    {
        var (method, path, node) = document.Find(operation);
        var address = values.Aggregate(path, (text, value) => text[..text.IndexOf('{')] + value + text[(text.IndexOf('}') + 1)..]);
        if (body is null && node["requestBody"] is { } request)
            body = request["content"]?["application/json"]?["example"] is null ? string.Empty : document.ExampleOf(operation);
        var answer = await api.SendAsync(new HttpMethod(method), address + query, body);
        answer.Status.ShouldBe(status, $"{operation}: {answer.Text}");
        Answers.TryAdd((operation, (int)status), answer);
        return answer;
    }

    private Task<Answer> CreateAsync(string operation, string? body = null, params string[] values) =>
        CallAsync(operation, HttpStatusCode.Created, body, "", values);

    private Task<Answer> ReadAsync(string operation, params string[] values) => CallAsync(operation, values: values);

    private Task<Answer> RemoveAsync(string operation, params string[] values) =>
        CallAsync(operation, HttpStatusCode.NoContent, null, "", values);

    /// <summary>Makes and publishes a workflow, and starts a run of it.</summary>
    private async Task<string> StartAsync(string key, string definition, string status)
    {
        await api.PublishWorkflowAsync(key, definition);
        return await StartAsync(key, status);
    }

    private async Task<string> StartAsync(string key, string status)
    {
        var run = await CreateAsync("StartRun", """{"payload":{"order":"1001","sum":120},"correlationId":"1001"}""", key);
        var id = run["id"].GetString();
        await UntilAsync(id, status);
        return id;
    }

    private async Task UntilAsync(string run, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await api.GetAsync($"/v1/runs/{run}")).Ok()["run"]["status"].GetString() != status) limit.Token.ThrowIfCancellationRequested();
    }
}
