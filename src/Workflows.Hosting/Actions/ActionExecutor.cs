using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Engine.Runs;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Actions;

/// <summary>
/// Calls actions with side effects, so many at a time, and brings their answers back to the runs. Calls wait in memory; past the limit
/// triggers are told to wait for room. What is lost with the process is called again by recovery, with the same key.
/// </summary>
public sealed partial class ActionExecutor(EngineContext context, IEntityRouter router) : IDisposable
{
    private readonly Queue<Call> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly ILogger logger = context.Loggers.CreateLogger<ActionExecutor>();
    private TaskCompletionSource? room;
    private int active;

    /// <summary>Queues a call.</summary>
    public void Enqueue(CallingRun run, RunEffect.Invoke invocation)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested) return;
            var call = new Call(run, invocation);
            if (active >= context.Options.Value.ActionConcurrency)
            {
                waiting.Enqueue(call);
                return;
            }

            active++;
            ThreadPool.UnsafeQueueUserWorkItem(Execute, call, preferLocal: false);
        }
    }

    /// <summary>Completes when calls may be queued again.</summary>
    public Task WaitForRoomAsync()
    {
        lock (gate)
        {
            if (waiting.Count < context.Options.Value.ActionQueue) return Task.CompletedTask;
            room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    /// <summary>Takes no more calls and cancels the ones under way.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopping.Cancel();
            waiting.Clear();
            room?.TrySetResult();
        }
    }

    private async void Execute(Call call)
    {
        var result = await InvokeAsync(call);
        if (result is { } answer)
            router.Run(call.Run.Tenant, call.Run.Run, new RunMessage.ActionCompleted(call.Invocation.Number, answer));
        lock (gate)
        {
            if (waiting.TryDequeue(out var next)) ThreadPool.UnsafeQueueUserWorkItem(Execute, next, preferLocal: false);
            else active--;
            if (room is null || waiting.Count >= context.Options.Value.ActionQueue / 2) return;
            room.TrySetResult();
            room = null;
        }
    }

    /// <summary>The answer of a call; null when the host stops, and recovery will make the call again.</summary>
    private async Task<ActionResult?> InvokeAsync(Call call)
    {
        var invocation = call.Invocation;
        var action = (ISideEffectAction)context.Actions.Get(invocation.Action);
        var facts = new ActionContext(
            call.Run.Tenant, call.Run.Run, invocation.Step, invocation.Attempt, invocation.IdempotencyKey, context.Clock.GetUtcNow())
        {
            Workflow = call.Run.Workflow, Version = call.Run.Version, CorrelationId = call.Run.CorrelationId,
        };
        var limit = context.Options.Value.ActionTimeout;
        using var timeout = new CancellationTokenSource(limit, context.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping.Token);
        try
        {
            return await action.InvokeAsync(invocation.Input, facts, linked.Token);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            return stopping.IsCancellationRequested
                ? null
                : ActionResult.Fail(FailureCategory.TransientError, "ACTION_TIMED_OUT", $"The action did not answer within {limit}.");
        }
        catch (Exception exception)
        {
            LogActionThrew(logger, exception, invocation.Action.Id, call.Run.Run);
            return ActionResult.Fail(FailureCategory.ActionError, "ACTION_THREW", exception.Message);
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The action {Action} threw in run {Run}")]
    private static partial void LogActionThrew(ILogger logger, Exception exception, string action, RunId run);

    private sealed record Call(CallingRun Run, RunEffect.Invoke Invocation);
}
