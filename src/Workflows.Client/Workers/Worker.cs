using Workflows.Abstractions.Json;
using Workflows.Client.Http;

namespace Workflows.Client.Workers;

/// <summary>
/// Performs actions for workflows: asks the server for tasks, calls the handler of each, keeps the lease meanwhile, and answers.
/// </summary>
public sealed class Worker
{
    private readonly WorkerOptions options;
    private readonly Transport transport;
    private readonly Dictionary<string, ActionHandler> handlers = new(StringComparer.Ordinal);
    private readonly HashSet<string> topics = new(StringComparer.Ordinal);
    private readonly HashSet<Task> underWay = [];

    /// <summary>Creates a worker.</summary>
    /// <param name="http">Has the server's address, and an API key with the role <c>worker</c> as its authorization header. It stays the caller's.</param>
    /// <param name="options">The settings.</param>
    public Worker(HttpClient http, WorkerOptions? options = null)
    {
        this.options = options ?? new WorkerOptions();
        transport = new Transport(http, this.options.Retry, this.options.Clock);
    }

    /// <summary>Registers the handler of an action, all versions; before <see cref="RunAsync"/>.</summary>
    /// <param name="action">The action's id.</param>
    /// <param name="handler">Performs it; called for several tasks at a time.</param>
    /// <param name="topic">The topic that the action was registered with; its id when null.</param>
    /// <returns>The worker.</returns>
    /// <exception cref="ArgumentException">The action has a handler already.</exception>
    public Worker Handle(string action, ActionHandler handler, string? topic = null)
    {
        handlers.Add(action, handler);
        topics.Add(topic ?? action);
        return this;
    }

    /// <summary>Works until it is to stop, then finishes the tasks that it has.</summary>
    /// <param name="stoppingToken">Stops the worker: no more tasks are taken, and those under way may go on for <see cref="WorkerOptions.StopTimeout"/>.</param>
    /// <exception cref="InvalidOperationException">No handler is registered.</exception>
    /// <exception cref="WorkflowsException">The server refuses to give this worker tasks, as when its key may not work.</exception>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        if (handlers.Count == 0) throw new InvalidOperationException("A worker needs a handler.");
        using var abort = new CancellationTokenSource();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                underWay.RemoveWhere(task => task.IsCompleted);
                var room = options.Concurrency - underWay.Count;
                if (room == 0) await Task.WhenAny(underWay).WaitAsync(stoppingToken);
                else await TakeAsync(room, stoppingToken, abort.Token);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It is to stop.
        }
        finally
        {
            await FinishAsync(abort);
        }
    }

    private async Task TakeAsync(int room, CancellationToken stoppingToken, CancellationToken abort)
    {
        try
        {
            var answer = await transport.SendAsync(HttpMethod.Post, "/v1/worker/tasks/lease", LeaseBody(room), stoppingToken);
            foreach (var item in answer.Body["items"].EnumerateArray())
                underWay.Add(new TaskRunner(options, transport, ActionTask.Read(item)).RunAsync(handlers, abort));
        }
        catch (WorkflowsException exception) when (exception.IsTransient)
        {
            options.OnError?.Invoke(exception);
            await Task.Delay(options.Retry.MaxDelay, options.Clock, stoppingToken);
        }
    }

    private async Task FinishAsync(CancellationTokenSource abort)
    {
        var rest = Task.WhenAll(underWay);
        try
        {
            await rest.WaitAsync(options.StopTimeout, options.Clock);
        }
        catch (TimeoutException)
        {
            await abort.CancelAsync();
            await rest;
        }
    }

    private byte[] LeaseBody(int room)
    {
        var names = new JsonArrayBuilder();
        foreach (var topic in topics) names.Add(JsonValue.From(topic));
        var body = new JsonObjectBuilder();
        body.Add("topics", names.Build());
        body.Add("workerId", JsonValue.From(options.WorkerId));
        body.Add("max", JsonValue.From(Math.Min(room, 100)));
        if (options.Wait > TimeSpan.Zero) body.Add("waitMs", JsonValue.From((long)options.Wait.TotalMilliseconds));
        body.Add("leaseMs", JsonValue.From((long)options.Lease.TotalMilliseconds));
        return body.Build().ToUtf8();
    }
}
