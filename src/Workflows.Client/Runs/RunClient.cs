using Workflows.Abstractions.Json;
using Workflows.Client.Http;

namespace Workflows.Client.Runs;

/// <summary>Starts runs and waits for their end. Safe for concurrent use.</summary>
/// <param name="http">Has the server's address, and an API key as its authorization header. It stays the caller's.</param>
/// <param name="retry">How requests are repeated.</param>
/// <param name="clock">Tells the time; the system's when null.</param>
public sealed class RunClient(HttpClient http, RetryOptions? retry = null, TimeProvider? clock = null)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly Transport transport = new(http, retry ?? new RetryOptions(), clock ?? TimeProvider.System);

    /// <summary>Starts a run of the published version.</summary>
    /// <param name="workflow">The workflow's key.</param>
    /// <param name="payload">The payload; an empty object when Missing.</param>
    /// <param name="correlationId">The run's correlation id.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the run may have started.</param>
    /// <exception cref="WorkflowsException">The server refused, or could not be reached. It is not repeated: the run may have started.</exception>
    public async Task<RunResult> StartAsync(
        string workflow, JsonValue payload = default, string? correlationId = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObjectBuilder();
        if (!payload.IsMissing) body.Add("payload", payload);
        if (correlationId is not null) body.Add("correlationId", JsonValue.From(correlationId));
        var once = new Transport(http, new RetryOptions { MaxAttempts = 1 }, clock);
        var answer = await once.SendAsync(
            HttpMethod.Post, $"/v1/workflows/{Uri.EscapeDataString(workflow)}/runs", body.Build().ToUtf8(), cancellationToken);
        return new RunResult(answer.Body["id"].GetString(), answer.Body["status"].GetString(), JsonValue.Missing, JsonValue.Missing);
    }

    /// <summary>Where a run stands.</summary>
    /// <exception cref="WorkflowsException">There is no such run, or the server could not be reached.</exception>
    public async Task<RunResult> GetAsync(string run, CancellationToken cancellationToken = default)
    {
        var answer = await transport.SendAsync(HttpMethod.Get, $"/v1/runs/{Uri.EscapeDataString(run)}", default, cancellationToken);
        var body = answer.Body;
        return new RunResult(run, body["run"]["status"].GetString(), body["envelope"], body["error"]);
    }

    /// <summary>Waits until a run has ended. It asks again and again, at first after 50 ms, later every 2 s.</summary>
    /// <exception cref="WorkflowsException">There is no such run, or the server could not be reached.</exception>
    public async Task<RunResult> WaitForEndAsync(string run, CancellationToken cancellationToken = default)
    {
        for (var delay = Shortest; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            var result = await GetAsync(run, cancellationToken);
            if (result.HasEnded) return result;
            await Task.Delay(delay, clock, cancellationToken);
        }
    }
}

/// <summary>Where a run stands.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Status"><c>RUNNING</c>, <c>WAITING</c>, <c>SUCCEEDED</c>, <c>FAILED</c> or <c>CANCELED</c>.</param>
/// <param name="Envelope">The run's envelope (payload, vars, meta), redacted; Missing right after a start.</param>
/// <param name="Error">The error that ended the run; Missing when there is none.</param>
public sealed record RunResult(string Id, string Status, JsonValue Envelope, JsonValue Error)
{
    /// <summary>Whether the run has ended.</summary>
    public bool HasEnded => Status is "SUCCEEDED" or "FAILED" or "CANCELED";
}
