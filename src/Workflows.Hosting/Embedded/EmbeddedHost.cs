using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Members;
using Workflows.Hosting.Recovery;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Timers;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Embedded;

/// <summary>Keeps every entity of the engine in mailboxes of this process.</summary>
public sealed partial class EmbeddedHost : IEntityRouter, IMembers, IHostedService, IDisposable
{
    private readonly EngineContext context;
    private readonly ILogger<EmbeddedHost> logger;
    private readonly ActionExecutor executor;
    private readonly RecoveryPass recovery;
    private readonly ConcurrentDictionary<StreamId, (EventStreamEntity Entity, Mailbox<AppendRequest> Mailbox)> streams = new();
    private readonly ConcurrentDictionary<StreamId, (TriggerEntity Entity, Mailbox<TriggerMessage> Mailbox)> triggers = new();
    private readonly ConcurrentDictionary<WorkflowId, Mailbox<WorkflowMessage>> workflows = new();
    private readonly ConcurrentDictionary<RunId, Mailbox<RunMessage>> runs = new();
    private readonly (TimerShardEntity Entity, Mailbox<TimerMessage> Mailbox)[] timers;
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int active = 1;
    private DateTimeOffset? since;
    private volatile bool stopping;
    private volatile bool closed;

    /// <summary>Creates the host; <see cref="StartAsync"/> brings it to life.</summary>
    public EmbeddedHost(EngineContext context)
    {
        this.context = context;
        logger = context.Loggers.CreateLogger<EmbeddedHost>();
        executor = new ActionExecutor(context, this);
        recovery = new RecoveryPass(context, this, RereadTimers);
        timers = [.. Enumerable.Range(0, TimerShard.Count).Select(shard => CreateTimer((short)shard))];
    }

    /// <inheritdoc/>
    public string? NotReady => stopping ? "the process is stopping" : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Member>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Member>>(
    [
        new Member("embedded", stopping ? "stopping" : "active", IsThis: true)
        {
            Since = since,
            DutiesSince = since,
            Entities = new Dictionary<string, int>
            {
                ["stream"] = streams.Count, ["trigger"] = triggers.Count, ["run"] = runs.Count, ["timer"] = timers.Length,
            },
            Processor = Environment.CpuUsage.TotalTime,
            MemoryBytes = Environment.WorkingSet,
        },
    ]);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        since = context.Clock.GetUtcNow();
        RequestRecovery();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Lets calls end that are under way, while everything else goes on, so that their answers are committed. Then takes nothing more, and returns when
    /// what is under way has been committed or given up.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (stopping) return;
        stopping = true;
        await executor.DrainAsync(cancellationToken);
        closed = true;
        recovery.Dispose();
        Leave();
        await drained.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Append(StreamId stream, AppendRequest request)
    {
        var (entity, mailbox) = streams.GetOrAdd(stream, CreateStream);
        if (!closed && entity.TryEnter(request.Events.Count))
        {
            mailbox.Post(request);
            return;
        }

        request.Waiter?.DropOut(request.Events.Count);
        request.Complete([.. request.Events.Select(_ => new AppendResult(default, 0, Problem: StreamProblems.Busy))]);
    }

    /// <inheritdoc/>
    public void Trigger(StreamId stream, TriggerMessage message)
    {
        if (closed) return;
        var (entity, mailbox) = triggers.GetOrAdd(stream, CreateTrigger);
        mailbox.Post(entity.Admit(message));
    }

    /// <inheritdoc/>
    public void Run(TenantId tenant, RunId run, RunMessage message)
    {
        // Entered for each message: the answer of a call, once it is taken, is committed.
        if (closed || !TryEnter()) return;
        while (true)
        {
            var mailbox = runs.GetOrAdd(run, static (run, at) => at.Host.CreateRun(at.Tenant, run), (Host: this, Tenant: tenant));
            if (mailbox.Post(message)) return;
            runs.TryRemove(new KeyValuePair<RunId, Mailbox<RunMessage>>(run, mailbox));
        }
    }

    /// <inheritdoc/>
    public void Workflow(TenantId tenant, WorkflowId workflow, WorkflowMessage message)
    {
        while (!closed)
        {
            var mailbox = workflows.GetOrAdd(
                workflow, static (workflow, at) => at.Host.CreateWorkflow(at.Tenant, workflow), (Host: this, Tenant: tenant));
            if (mailbox.Post(message)) return;
            workflows.TryRemove(new KeyValuePair<WorkflowId, Mailbox<WorkflowMessage>>(workflow, mailbox));
        }
    }

    /// <inheritdoc/>
    public void Timer(WaitRecord wait)
    {
        if (!closed) timers[TimerShard.Of(wait.Id.Run)].Mailbox.Post(new TimerMessage(wait));
    }

    /// <inheritdoc/>
    public void RequestRecovery()
    {
        if (!closed) recovery.Request();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping = closed = true;
        recovery.Dispose();
        executor.Dispose();
        foreach (var (entity, _) in timers) entity.Dispose();
    }

    private (EventStreamEntity Entity, Mailbox<AppendRequest> Mailbox) CreateStream(StreamId stream)
    {
        var entity = new EventStreamEntity(stream, context, this);
        return (entity, new Mailbox<AppendRequest>(Tracked<AppendRequest>(entity.AppendAsync), OnFault));
    }

    private (TriggerEntity Entity, Mailbox<TriggerMessage> Mailbox) CreateTrigger(StreamId stream)
    {
        var entity = new TriggerEntity(stream, context, this, executor);
        return (entity, new Mailbox<TriggerMessage>(Tracked<TriggerMessage>(entity.ProcessAsync), OnFault));
    }

    private Mailbox<WorkflowMessage> CreateWorkflow(TenantId tenant, WorkflowId workflow)
    {
        var entity = new WorkflowEntity(tenant, workflow, context, this, executor);
        Mailbox<WorkflowMessage> mailbox = null!;
        mailbox = new Mailbox<WorkflowMessage>(Tracked<WorkflowMessage>(entity.ProcessAsync), OnFault, () =>
            entity.IsIdle && workflows.TryRemove(new KeyValuePair<WorkflowId, Mailbox<WorkflowMessage>>(workflow, mailbox)));
        return mailbox;
    }

    private Mailbox<RunMessage> CreateRun(TenantId tenant, RunId run)
    {
        var entity = new RunEntity(tenant, run, context, this, executor);
        Mailbox<RunMessage> mailbox = null!;
        mailbox = new Mailbox<RunMessage>(HandleAsync, OnFault, () =>
            entity.IsIdle && runs.TryRemove(new KeyValuePair<RunId, Mailbox<RunMessage>>(run, mailbox)));
        return mailbox;

        async Task HandleAsync(IReadOnlyList<RunMessage> messages)
        {
            try
            {
                await entity.HandleAsync(messages);
            }
            finally
            {
                Leave(messages.Count);
            }
        }
    }

    private (TimerShardEntity Entity, Mailbox<TimerMessage> Mailbox) CreateTimer(short shard)
    {
        Mailbox<TimerMessage> mailbox = null!;
        var entity = new TimerShardEntity(shard, context, this, () => Wake(mailbox));
        mailbox = new Mailbox<TimerMessage>(Tracked<TimerMessage>(entity.FireAsync), OnFault);
        return (entity, mailbox);
    }

    private void RereadTimers()
    {
        foreach (var (_, mailbox) in timers)
            if (!closed)
                mailbox.Post(new TimerMessage(null, Reread: true));
    }

    private void Wake(Mailbox<TimerMessage> mailbox)
    {
        if (!closed) mailbox.Post(default);
    }

    /// <summary>Counts what is under way, so that <see cref="StopAsync"/> can wait for it. Nothing begins after the stop.</summary>
    private Func<IReadOnlyList<T>, Task> Tracked<T>(Func<IReadOnlyList<T>, Task> handle) => async messages =>
    {
        if (!TryEnter()) return;
        try
        {
            await handle(messages);
        }
        finally
        {
            Leave();
        }
    };

    /// <summary>Zero is final: once everything has left, nobody enters any more.</summary>
    private bool TryEnter()
    {
        for (var seen = Volatile.Read(ref active); seen > 0;)
        {
            var before = Interlocked.CompareExchange(ref active, seen + 1, seen);
            if (before == seen) return true;
            seen = before;
        }

        return false;
    }

    private void Leave(int count = 1)
    {
        if (Interlocked.Add(ref active, -count) == 0) drained.TrySetResult();
    }

    /// <summary>An entity threw: a defect. What it was about is still in the store, so recovery brings it back.</summary>
    private void OnFault(Exception exception)
    {
        LogFault(logger, exception);
        RequestRecovery();
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "An entity failed unexpectedly; recovery will take its work up again")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
