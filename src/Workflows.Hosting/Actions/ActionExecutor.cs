using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Secrets;

namespace Workflows.Hosting.Actions;

/// <summary>
/// Calls actions with side effects, so many at a time, and brings their answers back to the runs. Calls wait in memory; past the limit
/// triggers are told to wait for room. What is lost with the process is called again by recovery, with the same key.
/// </summary>
public sealed partial class ActionExecutor(EngineContext context, IEntityRouter router) : IDisposable
{
    private static readonly TimeSpan HandAgain = TimeSpan.FromSeconds(1);
    private readonly Queue<Call> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly ILogger logger = context.Loggers.CreateLogger<ActionExecutor>();
    private TaskCompletionSource<bool>? room;
    private TaskCompletionSource? idle;
    private bool isClosed;
    private int active;

    /// <summary>Queues a call. One that comes after <see cref="DrainAsync"/> is left to recovery.</summary>
    public void Enqueue(CallingRun run, RunEffect.Invoke invocation)
    {
        lock (gate)
        {
            if (isClosed) return;
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

    /// <summary>Completes when calls may be queued again; false when the process stops, and nothing more is to begin.</summary>
    public Task<bool> WaitForRoomAsync()
    {
        lock (gate)
        {
            if (waiting.Count < context.Options.Value.ActionQueue) return Task.FromResult(!stopping.IsCancellationRequested);
            room ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    /// <summary>
    /// Takes no more calls, and returns when those under way are answered and their runs told. What takes longer than
    /// <see cref="WorkflowsOptions.ActionDrain"/> is cancelled, and called again by recovery. Until then the router has to deliver.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait early, as the limit does.</param>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        Task ended;
        lock (gate)
        {
            Close();
            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (active == 0) idle.TrySetResult();
            ended = idle.Task;
        }

        try
        {
            await ended.WaitAsync(context.Options.Value.ActionDrain, context.Clock, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogCutShort(logger, Volatile.Read(ref active));
        }

        await stopping.CancelAsync();
    }

    /// <summary>Takes no more calls and cancels the ones under way.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            Close();
            stopping.Cancel();
        }
    }

    private void Close()
    {
        isClosed = true;
        waiting.Clear();
        room?.TrySetResult(true);
        room = null;
    }

    private async void Execute(Call call)
    {
        if (!call.Invocation.IsAuthorKey || await TryClaimAsync(call))
        {
            if (context.Actions.Has(call.Invocation.Action)) await CallAsync(call);
            else await HandAsync(call);
        }

        lock (gate)
        {
            if (waiting.TryDequeue(out var next)) ThreadPool.UnsafeQueueUserWorkItem(Execute, next, preferLocal: false);
            else if (--active == 0) idle?.TrySetResult();
            if (room is null || waiting.Count >= context.Options.Value.ActionQueue / 2) return;
            room.TrySetResult(true);
            room = null;
        }
    }

    private async Task CallAsync(Call call)
    {
        if (await InvokeAsync(call) is { } answer) await FinishAsync(call, answer);
    }

    /// <summary>
    /// Whether a call under an author's key is to be made. One that was made before is answered; while another is under way the call waits, and
    /// takes no place meanwhile.
    /// </summary>
    private async Task<bool> TryClaimAsync(Call call)
    {
        try
        {
            var claim = await context.Keys.ClaimAsync(call.Key);
            if (claim.Answer is { } answer) Tell(call, new RunMessage.ActionCompleted(call.Invocation.Number, answer));
            else if (!claim.IsMine) await WaitForKeyAsync(call);
            return claim.IsMine;
        }
        catch (Exception exception)
        {
            // No caller is above this frame.
            if (stopping.IsCancellationRequested) return false;
            LogNotClaimed(logger, exception, call.Invocation.Action.Id, call.Run.Run);
            Delayed.Post(context.Clock, HandAgain, () => Enqueue(call.Run, call.Invocation));
            return false;
        }
    }

    private async Task WaitForKeyAsync(Call call)
    {
        try
        {
            await context.Keys.WhenFreeAsync(call.Key, () => Enqueue(call.Run, call.Invocation));
        }
        catch (StoreException exception)
        {
            // It is in the list, and looks again by itself.
            LogNotClaimed(logger, exception, call.Invocation.Action.Id, call.Run.Run);
        }
    }

    private async Task FinishAsync(Call call, ActionResult answer)
    {
        var completed = new RunMessage.ActionCompleted(call.Invocation.Number, answer);
        if (call.Invocation.IsAuthorKey) await context.Keys.FinishAsync(call.Key, answer, () => Tell(call, completed));
        else Tell(call, completed);
    }

    /// <summary>Stores the call for a worker. When that fails it is tried again: the run has committed the call, and nobody else brings it.</summary>
    private async Task HandAsync(Call call)
    {
        var number = call.Invocation.Number;
        try
        {
            var answer = await context.Remote.DispatchAsync(call.Invocation, FactsOf(call), stopping.Token);
            if (answer is { } given) await FinishAsync(call, given);
            else Tell(call, new RunMessage.ActionHanded(number));
        }
        catch (Exception exception)
        {
            // No caller is above this frame.
            if (stopping.IsCancellationRequested) return;
            LogNotHanded(logger, exception, call.Invocation.Action.Id, call.Run.Run);
            Delayed.Post(context.Clock, HandAgain, () => Enqueue(call.Run, call.Invocation));
        }
    }

    private void Tell(Call call, RunMessage message) => router.Run(call.Run.Tenant, call.Run.Run, message);

    private ActionContext FactsOf(Call call) => new(
        call.Run.Tenant, call.Run.Run, call.Invocation.Step, call.Invocation.Attempt, call.Invocation.IdempotencyKey, context.Clock.GetUtcNow())
    {
        Workflow = call.Run.Workflow, Version = call.Run.Version, CorrelationId = call.Run.CorrelationId,
    };

    /// <summary>The answer of a call; null when the host stops, and recovery will make the call again.</summary>
    private async Task<ActionResult?> InvokeAsync(Call call)
    {
        var invocation = call.Invocation;
        var action = (ISideEffectAction)context.Actions.Get(invocation.Action);
        var facts = FactsOf(call);
        var limit = context.Options.Value.ActionTimeout;
        using var timeout = new CancellationTokenSource(limit, context.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping.Token);
        var mask = SecretMask.None;
        try
        {
            var bound = await SecretBinder.BindAsync(
                context.Secrets, call.Run.Tenant, call.Run.Run, invocation.Input, invocation.Secrets, linked.Token);
            if (bound.Failure is { } failure) return ActionResult.Fail(failure.Category, failure.Code, failure.Message);
            mask = bound.Mask;
            return mask.Apply(await action.InvokeAsync(bound.Input, facts, linked.Token));
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            return stopping.IsCancellationRequested
                ? null
                : ActionResult.Fail(FailureCategory.TransientError, "ACTION_TIMED_OUT", $"The action did not answer within {limit}.");
        }
        catch (Exception exception)
        {
            // The exception itself may hold a secret in a place that no mask reaches: then only its masked message is written.
            var message = mask.Apply(exception.Message);
            LogActionThrew(logger, mask.IsEmpty ? exception : null, invocation.Action.Id, call.Run.Run, message);
            return ActionResult.Fail(FailureCategory.ActionError, "ACTION_THREW", message);
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The action {Action} threw in run {Run}: {Reason}")]
    private static partial void LogActionThrew(ILogger logger, Exception? exception, string action, RunId run, string reason);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "The task of action {Action} in run {Run} could not be stored; it is tried again")]
    private static partial void LogNotHanded(ILogger logger, Exception exception, string action, RunId run);

    [LoggerMessage(EventId = 1304, Level = LogLevel.Warning, Message = "The key of a call of action {Action} in run {Run} could not be looked up; it is tried again")]
    private static partial void LogNotClaimed(ILogger logger, Exception exception, string action, RunId run);

    [LoggerMessage(EventId = 1305, Level = LogLevel.Warning, Message = "{Calls} calls of actions were under way when the process had to stop; they are made again")]
    private static partial void LogCutShort(ILogger logger, int calls);

    private sealed record Call(CallingRun Run, RunEffect.Invoke Invocation)
    {
        public KeyedCall Key => KeyedCall.Of(
            Run.Tenant, Run.Run, Invocation.Number, Invocation.Action.Id, Invocation.Action.Version, Invocation.IdempotencyKey);
    }
}
