using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Triggers;
using Workflows.Expressions;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Gates;

/// <summary>
/// What a turn of a workflow's gate does with the first held deliveries: built in memory, then committed as one. The version that is published
/// now decides, not the one that was when the event came. It goes in order and stops at the first that has no room.
/// </summary>
internal sealed partial class ReleaseSlice
{
    private readonly EngineContext engine;
    private readonly WorkflowRecord workflow;
    private readonly WorkflowSettings settings;
    private readonly GateRecord? gate;
    private readonly DateTimeOffset now;
    private readonly EvaluationContext evaluation;
    private readonly Dictionary<Guid, RunId> keys = [];
    private readonly HashSet<string> retried = new(StringComparer.Ordinal);
    private Dictionary<EventKey, StoredEvent> events = [];
    private Plan? plan;
    private Throttle? throttle;
    private bool isFenced;
    private int room = int.MaxValue;
    private int triggerRoom = int.MaxValue;

    private ReleaseSlice(EngineContext engine, WorkflowRecord workflow, GateRecord? gate, DateTimeOffset now)
    {
        (this.engine, this.workflow, this.gate, this.now) = (engine, workflow, gate, now);
        settings = WorkflowSettings.Read(workflow.Settings);
        evaluation = new EvaluationContext { Now = now };
    }

    /// <summary>The commit.</summary>
    public Commit Commit { get; } = new();

    /// <summary>The runs that have work to do after the commit.</summary>
    public List<RunMessage.Adopt> Adopted { get; } = [];

    /// <summary>When a delivery that was left has room again; null when the end of a run makes it.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>Decides what becomes of held deliveries, without writing anything.</summary>
    /// <param name="engine">What entities work with.</param>
    /// <param name="workflow">The workflow as it stands.</param>
    /// <param name="gate">Its gate, read before anything is counted; null while it has none.</param>
    /// <param name="ready">The first held deliveries.</param>
    /// <param name="isRefused">Whether the store refuses what the one delivery leads to.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<ReleaseSlice> BuildAsync(
        EngineContext engine, WorkflowRecord workflow, GateRecord? gate, IReadOnlyList<HeldDelivery> ready, bool isRefused)
    {
        var slice = new ReleaseSlice(engine, workflow, gate, engine.Clock.GetUtcNow());
        if (isRefused) slice.SettleAll(ready, HeldStatus.Dead, "COMMIT_REFUSED", "The store refused what the event leads to.");
        else if (workflow.Deleted) await slice.SettleEventsAsync(ready, "WORKFLOW_DELETED", "The workflow was deleted.");
        else if (workflow.Paused)
            await slice.SettleEventsAsync(ready, HoldReason.WorkflowPaused.Code, "The workflow is paused and skips its events.");
        else await slice.ReleaseAsync(ready);
        return slice;
    }

    private async Task ReleaseAsync(IReadOnlyList<HeldDelivery> ready)
    {
        try
        {
            plan = await engine.Plans.GetAsync(workflow.Tenant, workflow.Id, workflow.PublishedVersion, CancellationToken.None);
        }
        catch (InvalidOperationException exception)
        {
            foreach (var held in ready.Where(held => held.Origin != RunOrigin.Parent)) TryLater(held, "PLAN_INVALID", exception.Message);
            await SettleEventsAsync([.. ready.Where(held => held.Origin == RunOrigin.Parent)], "PLAN_INVALID", exception.Message);
            return;
        }

        await LoadRoomAsync(plan.Definition.Trigger);
        var eventKeys = ready.Where(held => held.Type is not null).Select(held => new EventKey(held.Id)).ToList();
        if (eventKeys.Count > 0)
            events = (await engine.Store.Events.GetManyAsync(workflow.Tenant, eventKeys, CancellationToken.None)).ToDictionary(stored => stored.Key);
        foreach (var held in ready)
        {
            if (held.CorrelationId is { } correlation && retried.Contains(correlation)) continue;
            if (!await TryReleaseAsync(held)) break;
        }

        MoveGate();
    }

    private void MoveGate()
    {
        if (!isFenced || (Commit.NewRuns.Count == 0 && Commit.RunUpdates.Count == 0)) return;
        var state = GateState.Read(gate?.State ?? default) with { Starts = throttle?.Starts ?? [] };
        Commit.Gates.Add(new GateRecord(workflow.Tenant, workflow.Id, (gate?.Version ?? 0) + 1, state.Write()));
    }

    /// <summary>
    /// Counts what is under way. The gate was read before: a start under the limit that is committed after this count moves the gate, and
    /// the slice's commit fails on it; a run that ends meanwhile only makes more room.
    /// </summary>
    private async Task LoadRoomAsync(EventTrigger? trigger)
    {
        if (trigger?.Throttle is { } limit)
            throttle = new Throttle(limit, GateState.Read(gate?.State ?? default).Starts, now);
        isFenced = throttle is not null || settings.ConcurrencyLimit is not null || trigger?.MaxConcurrency is not null;
        if (settings.ConcurrencyLimit is null && trigger?.MaxConcurrency is null) return;
        var active = await engine.Store.Deliveries.CountActiveAsync(workflow.Tenant, workflow.Id, CancellationToken.None);
        if (settings.ConcurrencyLimit is { } most) room = most - active.Values.Sum();
        if (trigger?.MaxConcurrency is { } ofTrigger) triggerRoom = ofTrigger - active.GetValueOrDefault(RunOrigin.Event) - active.GetValueOrDefault(RunOrigin.Simulation);
    }

    /// <summary>False when there is no room: it and everything behind it stay.</summary>
    private async Task<bool> TryReleaseAsync(HeldDelivery held)
    {
        var (runs, waits, counters, starts) = (Commit.NewRuns.Count, Commit.NewWaits.Count, Commit.Counters.Count, Commit.StartKeys.Count);
        var (tasks, links, parts, children) = (Commit.NewTasks.Count, Commit.NewLinks.Count, Commit.NewParts.Count, Commit.Held.Count);
        try
        {
            if (held.Type is not null) return await TryReleaseEventAsync(held);
            return held.Origin == RunOrigin.Parent ? await TryReleaseChildAsync(held) : await TryReleaseStartAsync(held);
        }
        catch (Exception exception) when (exception is not StoreException)
        {
            LogFault(engine.Loggers.CreateLogger<ReleaseSlice>(), exception, held.Id, workflow.Key);
            Commit.NewRuns.RemoveRange(runs, Commit.NewRuns.Count - runs);
            Commit.NewWaits.RemoveRange(waits, Commit.NewWaits.Count - waits);
            Commit.NewTasks.RemoveRange(tasks, Commit.NewTasks.Count - tasks);
            Commit.NewLinks.RemoveRange(links, Commit.NewLinks.Count - links);
            Commit.NewParts.RemoveRange(parts, Commit.NewParts.Count - parts);
            Commit.Held.RemoveRange(children, Commit.Held.Count - children);
            Commit.Counters.RemoveRange(counters, Commit.Counters.Count - counters);
            Commit.StartKeys.RemoveRange(starts, Commit.StartKeys.Count - starts);
            TryLater(held, "ENGINE_FAULT", exception.Message);
            return true;
        }
    }

    private async Task<bool> TryReleaseEventAsync(HeldDelivery held)
    {
        if (!events.TryGetValue(new EventKey(held.Id), out var stored)) return Settle(held, HeldStatus.Dead, "EVENT_GONE", "The event is past its retention.");
        var trigger = plan!.Definition.Trigger;
        var typeName = await engine.EventTypes.GetNameAsync(stored.Stream.Type, CancellationToken.None);
        if (trigger?.EventName != typeName)
            return Settle(held, HeldStatus.Skipped, "TRIGGER_CHANGED", $"Version {plan.Version} does not listen to {typeName}.");
        var @event = EventDescription.Of(stored, typeName, JsonValue.Parse(stored.Payload));
        switch (TriggerMeter.Count(plan, TriggerMatcher.Decide(trigger, plan.Contract, @event, evaluation)))
        {
            case TriggerDecision.Filtered filtered:
                return Settle(held, HeldStatus.Filtered, filtered.Reason, null);
            case TriggerDecision.Failed failed:
                return Settle(held, HeldStatus.Dead, failed.Reason, failed.Message);
            case TriggerDecision.Start start:
                return await TryStartAsync(held, stored, trigger, @event, start);
            case var other:
                throw new InvalidOperationException($"A trigger cannot decide {other}.");
        }
    }

    private async Task<bool> TryStartAsync(
        HeldDelivery held, StoredEvent stored, EventTrigger trigger, TriggerEvent @event, TriggerDecision.Start decision)
    {
        Guid? hash;
        try
        {
            hash = TriggerMatcher.KeyOf(trigger, @event, evaluation) is { } key ? HashOf(key) : null;
        }
        catch (ExpressionException exception)
        {
            return Settle(held, HeldStatus.Dead, exception.Error.Code, exception.Error.Message);
        }

        if (hash is { } known && await FindRunAsync(known) is { } earlier)
            return Settle(held, HeldStatus.Skipped, "DUPLICATE_KEY", "A run was started under the same idempotency key.", earlier);
        if (room <= 0 || triggerRoom <= 0) return Block(null);
        if (throttle is { Room: <= 0 }) return Block(throttle.Next);
        var run = Start(held, plan!, decision.Payload, stored.Key, decision.Meta);
        throttle?.Start();
        if (hash is not { } fresh) return true;
        Commit.StartKeys.Add(new StartKey(workflow.Tenant, workflow.Id, fresh, run));
        keys[fresh] = run;
        return true;
    }

    private async Task<bool> TryReleaseStartAsync(HeldDelivery held)
    {
        if (room <= 0) return Block(null);
        var input = HeldInput.Read(held.Input);
        var chosen = input.Version is { } version && version != plan!.Version
            ? await engine.Plans.GetAsync(workflow.Tenant, workflow.Id, version, CancellationToken.None)
            : plan!;
        Start(held, chosen, input.Payload, null);
        return true;
    }

    /// <summary>The child is there already and waits for its turn; one that was cancelled meanwhile takes no room.</summary>
    private async Task<bool> TryReleaseChildAsync(HeldDelivery held)
    {
        var id = new RunId(held.Id);
        if (await engine.Store.Runs.GetAsync(workflow.Tenant, id, CancellationToken.None) is not { Status: RunStatus.Waiting } child)
            return Settle(held, HeldStatus.Skipped, "RUN_ENDED", "The child was cancelled before its turn came.", id);
        if (room <= 0) return Block(null);
        Commit.RunUpdates.Add(child with { Status = RunStatus.Running, Revision = child.Revision + 1, UpdatedAt = now });
        room--;
        return Settle(held, HeldStatus.Started, held.Reason, null, id);
    }

    private RunId Start(HeldDelivery held, Plan chosen, JsonValue payload, EventKey? @event, JsonValue meta = default)
    {
        var started = RunStarter.Start(engine, Commit, chosen, workflow.Tenant, payload, held.CorrelationId, held.Origin, @event, meta);
        var record = started.Record;
        Settle(held, HeldStatus.Started, held.Reason, null, record.Id);
        Commit.Counters.Add(new CounterDelta(workflow.Tenant, CounterKind.RunsStarted, workflow.Id.Value, CounterDelta.HourOf(record.StartedAt), 1));
        if (record.Status is RunStatus.Running or RunStatus.Waiting)
        {
            room--;
            if (@event is not null) triggerRoom--;
        }

        if (record.Status == RunStatus.Running) Adopted.Add(started);
        return record.Id;
    }

    private async Task<RunId?> FindRunAsync(Guid hash)
    {
        if (keys.TryGetValue(hash, out var known)) return known;
        var found = await engine.Store.Deliveries.FindStartKeysAsync(workflow.Tenant, workflow.Id, [hash], CancellationToken.None);
        return found is [var key] ? key.Run : null;
    }

    private bool Block(DateTimeOffset? next)
    {
        Next = next;
        return false;
    }

    private void SettleAll(IReadOnlyList<HeldDelivery> ready, HeldStatus status, string reason, string message)
    {
        foreach (var held in ready) Settle(held, status, reason, message);
    }

    /// <summary>What holds for events does not hold for children, whose parents wait: they are let go, and meet what is wrong themselves.</summary>
    private async Task SettleEventsAsync(IReadOnlyList<HeldDelivery> ready, string reason, string message)
    {
        SettleAll([.. ready.Where(held => held.Origin != RunOrigin.Parent)], HeldStatus.Skipped, reason, message);
        await LoadRoomAsync(null);
        foreach (var held in ready.Where(held => held.Origin == RunOrigin.Parent))
            if (!await TryReleaseAsync(held))
                break;
        MoveGate();
    }

    private bool Settle(HeldDelivery held, HeldStatus status, string reason, string? message, RunId? run = null)
    {
        var attempts = status == HeldStatus.Dead ? held.Attempts + 1 : held.Attempts;
        var after = held with
        {
            Status = status, Revision = held.Revision + 1, Reason = reason, Message = message, Run = run, Attempts = attempts, Due = null,
            UpdatedAt = now,
        };
        HeldLedger.Change(Commit, held, after);
        return true;
    }

    private void TryLater(HeldDelivery held, string reason, string message)
    {
        if (held.Attempts + 1 >= DeliveryRetry.MaxAttempts)
        {
            Settle(held, HeldStatus.Dead, reason, message);
            return;
        }

        if (held.CorrelationId is { } correlation) retried.Add(correlation);
        var after = held with
        {
            Revision = held.Revision + 1, Reason = reason, Message = message, Attempts = held.Attempts + 1,
            Due = now + DeliveryRetry.After(held.Attempts + 1), UpdatedAt = now,
        };
        HeldLedger.Change(Commit, held, after);
    }

    private static Guid HashOf(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16), bigEndian: true);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Error, Message = "Held delivery {Delivery} met a defect of the engine in workflow {Workflow}")]
    private static partial void LogFault(ILogger logger, Exception exception, Guid delivery, string workflow);
}
