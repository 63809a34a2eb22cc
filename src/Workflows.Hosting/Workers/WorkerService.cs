using System.Security.Cryptography;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Workers;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Protection;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Secrets;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Workers;

/// <summary>Hands tasks to workers and brings their answers to the runs. An answer is stored before it is acknowledged.</summary>
public sealed class WorkerService(
    EngineContext context, IEntityRouter router, TaskSignals signals, ChangeSignals changes, IValueProtector protector)
{
    private const int MaxPolls = 1_000;
    private int polls;

    /// <summary>Leases tasks; waits for one when there is none.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="request">What for.</param>
    /// <param name="enough">Ends the wait, not the request.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<Result<IReadOnlyList<LeasedTask>>> LeaseAsync(
        Caller caller, LeaseRequest request, CancellationToken enough, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref polls) > MaxPolls)
        {
            Interlocked.Decrement(ref polls);
            return WorkerProblems.TooManyPolls;
        }

        try
        {
            var end = context.Clock.GetUtcNow() + request.Wait;
            while (true)
            {
                var next = signals.Next(caller.Tenant);
                var leased = await TryLeaseAsync(caller, request, cancellationToken);
                var rest = end - context.Clock.GetUtcNow();
                if (leased.Count > 0 || rest <= TimeSpan.Zero || enough.IsCancellationRequested) return leased.ToArray();
                using var either = CancellationTokenSource.CreateLinkedTokenSource(enough, cancellationToken);
                await WaitAsync(caller.Tenant, request.Topics, next, rest, either.Token);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Interlocked.Decrement(ref polls);
        }
    }

    /// <summary>Whether the tenant has a task.</summary>
    public async Task<bool> HasAsync(Caller caller, RunId run, int number, CancellationToken cancellationToken) =>
        await context.Store.Workers.GetTaskAsync(caller.Tenant, run, number, cancellationToken) is not null;

    /// <summary>Keeps a lease; tells whether the run still wants the answer.</summary>
    public async Task<Result<Heartbeat>> HeartbeatAsync(
        Caller caller, RunId run, int number, Guid token, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (await context.Store.Workers.GetTaskAsync(caller.Tenant, run, number, cancellationToken) is null) return WorkerProblems.UnknownTask;
        if (!await IsPendingAsync(caller.Tenant, run, number, cancellationToken)) return new Heartbeat(null, true);
        var until = context.Clock.GetUtcNow() + lease;
        return await context.Store.Workers.ExtendAsync(caller.Tenant, run, number, token, until, cancellationToken)
            ? new Heartbeat(until, false)
            : WorkerProblems.LeaseLost;
    }

    /// <summary>Takes a worker's answer; a repeat under the same lease is answered as the first.</summary>
    public async Task<Result<bool>> AnswerAsync(
        Caller caller, RunId run, int number, Guid token, ActionResult result, CancellationToken cancellationToken)
    {
        if (await context.Store.Workers.GetTaskAsync(caller.Tenant, run, number, cancellationToken) is not { } task)
            return WorkerProblems.UnknownTask;
        if (task.Token != token) return WorkerProblems.LeaseLost;
        if (task.AnsweredAt is not null) return true;
        if (!await IsPendingAsync(caller.Tenant, run, number, cancellationToken)) return WorkerProblems.Canceled;
        var body = TaskBody.Read(task.Body);
        var bound = await SecretBinder.BindAsync(context.Secrets, caller.Tenant, run, body.Input, body.Secrets, cancellationToken);
        if (await AnswerAsync(task, bound.Mask.Apply(result), cancellationToken)) return true;
        var now = await context.Store.Workers.GetTaskAsync(caller.Tenant, run, number, cancellationToken);
        return now?.Token == token ? true : WorkerProblems.LeaseLost;
    }

    /// <summary>Stores an answer and tells the run. False when there is another one, or when the task was leased since it was read.</summary>
    internal async Task<bool> AnswerAsync(WorkerTaskRecord task, ActionResult result, CancellationToken cancellationToken)
    {
        var answer = TaskAnswer.Write(protector, task.Tenant, result);
        var stored = await context.Store.Workers.AnswerAsync(task, answer, context.Clock.GetUtcNow(), cancellationToken);
        if (!stored) return false;
        if (TaskBody.Read(task.Body).KeyOf(task) is { } keyed) await context.Keys.FinishAsync(keyed, result, Tell);
        else Tell();
        return true;

        void Tell() => router.Run(task.Tenant, task.Run, new RunMessage.ActionCompleted(task.Number, result));
    }

    private async Task<List<LeasedTask>> TryLeaseAsync(Caller caller, LeaseRequest request, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var leased = new List<LeasedTask>();
        foreach (var task in await context.Store.Workers.ListOpenAsync(caller.Tenant, request.Topics, now, request.Max, cancellationToken))
            if (await TryLeaseAsync(task, request, now, cancellationToken) is { } lease)
                leased.Add(lease);
        return leased;
    }

    private async Task<LeasedTask?> TryLeaseAsync(
        WorkerTaskRecord task, LeaseRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await IsPendingAsync(task.Tenant, task.Run, task.Number, cancellationToken))
        {
            await context.Store.Workers.RemoveAsync(task.Tenant, task.Run, task.Number, cancellationToken);
            return null;
        }

        var body = TaskBody.Read(task.Body);
        var bound = await SecretBinder.BindAsync(context.Secrets, task.Tenant, task.Run, body.Input, body.Secrets, cancellationToken);
        if (bound.Failure is { } failure)
        {
            await AnswerAsync(task with { Token = null }, ActionResult.Fail(failure.Category, failure.Code, failure.Message), cancellationToken);
            return null;
        }

        var lease = task with
        {
            Leases = task.Leases + 1,
            Token = new Guid(RandomNumberGenerator.GetBytes(16)),
            Owner = request.Worker,
            LeasedUntil = now + request.Lease,
            Due = body.StartToCloseMs is { } limit ? now.AddMilliseconds(limit) : null,
        };
        if (!await context.Store.Workers.LeaseAsync(lease, cancellationToken)) return null;
        if (lease.Due is not null) changes.Wake(TaskTimeouts.Topic);
        return new LeasedTask(
            task.Run, task.Number, lease.Token.Value, lease.LeasedUntil, lease.Leases, body.Action, body.Version, body.Workflow,
            body.CorrelationId, body.Step, body.Attempt, body.IdempotencyKey, bound.Input);
    }

    /// <summary>Waits for a task to be made here, for a lease to end, or, where several hosts share a store, for a short while.</summary>
    private async Task WaitAsync(
        TenantId tenant, IReadOnlyList<string> topics, Task next, TimeSpan rest, CancellationToken cancellationToken)
    {
        var free = await context.Store.Workers.GetNextFreeAsync(tenant, topics, CancellationToken.None) - context.Clock.GetUtcNow();
        var recheck = context.Options.Value.WorkerRecheck;
        var delay = free is { } span && span < rest ? span : rest;
        if (recheck > TimeSpan.Zero && recheck < delay) delay = recheck;
        if (delay > TimeSpan.Zero)
            await next.WaitAsync(delay, context.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<bool> IsPendingAsync(TenantId tenant, RunId run, int number, CancellationToken cancellationToken) =>
        PendingCalls.IsPendingAsync(context.Store, context.Plans, tenant, run, number, cancellationToken);
}

/// <summary>What a worker asks for.</summary>
/// <param name="Topics">The topics of its actions.</param>
/// <param name="Max">At most so many tasks.</param>
/// <param name="Wait">How long to wait for the first.</param>
/// <param name="Lease">How long it has them before it must answer or send a heartbeat.</param>
/// <param name="Worker">What it calls itself.</param>
public sealed record LeaseRequest(IReadOnlyList<string> Topics, int Max, TimeSpan Wait, TimeSpan Lease, string Worker);

/// <summary>A task in the hands of a worker. The input holds the values of secrets.</summary>
public sealed record LeasedTask(
    RunId Run, int Number, Guid Token, DateTimeOffset LeasedUntil, int Leases, string Action, int Version, string Workflow,
    string? CorrelationId, string Step, int Attempt, string IdempotencyKey, JsonValue Input);

/// <summary>The state of a lease.</summary>
/// <param name="LeasedUntil">Until when it holds now; null when the run has ended.</param>
/// <param name="Canceled">Whether the answer is not wanted any more.</param>
public sealed record Heartbeat(DateTimeOffset? LeasedUntil, bool Canceled);
