using System.Net;
using Workflows.Abstractions.Json;
using Workflows.Client.Http;

namespace Workflows.Client.Workers;

/// <summary>Has one task performed, keeps its lease meanwhile, and answers. It never throws.</summary>
internal sealed class TaskRunner(WorkerOptions options, Transport transport, ActionTask task)
{
    public async Task RunAsync(IReadOnlyDictionary<string, ActionHandler> handlers, CancellationToken abort)
    {
        // Not on the loop that takes tasks: a handler may work long before it awaits.
        await Task.Yield();
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var done = new CancellationTokenSource();
        var heartbeat = KeepAsync(unwanted, done.Token);
        try
        {
            var (operation, body) = await PerformAsync(handlers, unwanted.Token);
            await done.CancelAsync();
            await heartbeat;
            if (!unwanted.IsCancellationRequested) await SendAsync(operation, body, abort);
        }
        catch (Exception exception)
        {
            if (!abort.IsCancellationRequested) options.OnError?.Invoke(exception);
        }
        finally
        {
            await done.CancelAsync();
            await heartbeat;
        }
    }

    private async Task<(string Operation, JsonObjectBuilder Body)> PerformAsync(
        IReadOnlyDictionary<string, ActionHandler> handlers, CancellationToken unwanted)
    {
        if (!handlers.TryGetValue(task.Action, out var handler))
            return Failure("NO_HANDLER", $"The worker {options.WorkerId} has no handler for {task.Action}.", isRetryable: true, default);
        WorkflowContext.Current = task.Caller;
        try
        {
            var output = await handler(task, unwanted);
            var body = new JsonObjectBuilder();
            body.Add("output", output.IsMissing ? JsonValue.Null : output);
            return ("complete", body);
        }
        catch (ActionFailedException exception)
        {
            return Failure(exception.Code, exception.Message, exception.IsRetryable, exception.Data);
        }
        catch (Exception exception) when (!unwanted.IsCancellationRequested)
        {
            options.OnError?.Invoke(exception);
            return Failure("HANDLER_THREW", exception.Message, isRetryable: false, default);
        }
        finally
        {
            WorkflowContext.Current = null;
        }
    }

    private static (string Operation, JsonObjectBuilder Body) Failure(string code, string message, bool isRetryable, JsonValue data)
    {
        var body = new JsonObjectBuilder();
        body.Add("code", JsonValue.From(code));
        body.Add("message", JsonValue.From(message.Length == 0 ? code : message));
        body.Add("retryable", isRetryable ? JsonValue.True : JsonValue.False);
        if (!data.IsMissing) body.Add("data", data);
        return ("fail", body);
    }

    /// <summary>Sends heartbeats; cancels the work when it is not wanted any more.</summary>
    private async Task KeepAsync(CancellationTokenSource unwanted, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, options.Clock, done);
                var body = new JsonObjectBuilder();
                body.Add("leaseMs", JsonValue.From((long)options.Lease.TotalMilliseconds));
                var answer = await SendAsync("heartbeat", body, done);
                if (answer.Body["canceled"] != JsonValue.True) continue;
                await unwanted.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work is done.
        }
        catch (WorkflowsException exception)
        {
            // Another may have the task. When the server was only out of reach, the answer may still be in time.
            options.OnError?.Invoke(exception);
            if (exception.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound) await unwanted.CancelAsync();
        }
    }

    private Task<Answer> SendAsync(string operation, JsonObjectBuilder body, CancellationToken cancellationToken)
    {
        body.Add("token", JsonValue.From(task.Token));
        return transport.SendAsync(HttpMethod.Post, $"/v1/worker/tasks/{task.Id}/{operation}", body.Build().ToUtf8(), cancellationToken);
    }
}
