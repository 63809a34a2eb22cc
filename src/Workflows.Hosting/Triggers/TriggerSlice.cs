using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Triggers;
using Workflows.Expressions;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Triggers;

/// <summary>What a run of events does: built in memory, then committed as one.</summary>
internal sealed partial class TriggerSlice
{
    private readonly StreamId stream;
    private readonly EngineContext engine;
    private readonly IReadOnlyList<TriggeredPlan> plans;
    private readonly IReadOnlySet<WorkflowId> holding;
    private readonly WaitMatcher waits;
    private readonly string typeName;
    private readonly EvaluationContext evaluation;
    private readonly SliceCounters counters;
    private readonly List<(long Sequence, IReadOnlyList<DeliveryEntry> Entries)> page = [];

    private TriggerSlice(
        StreamId stream, EngineContext engine, IReadOnlyList<TriggeredPlan> plans, IReadOnlySet<WorkflowId> holding, WaitMatcher waits,
        string typeName)
    {
        (this.stream, this.engine, this.plans, this.holding, this.waits, this.typeName) = (stream, engine, plans, holding, waits, typeName);
        evaluation = new EvaluationContext { Now = engine.Clock.GetUtcNow() };
        counters = new SliceCounters(stream, evaluation.Now);
    }

    /// <summary>The commit.</summary>
    public Commit Commit { get; } = new();

    /// <summary>How many of the given events the slice took; the rest is for the next slice.</summary>
    public int Taken { get; private set; }

    /// <summary>What every event did.</summary>
    public List<(StoredEvent Event, IReadOnlyList<DeliveryEntry> Entries)> Entries { get; } = [];

    /// <summary>The waits that events resolved.</summary>
    public List<(WaitId Wait, EventKey Event)> Resumed { get; } = [];

    /// <summary>The workflows that events were held for.</summary>
    public HashSet<WorkflowId> HeldFor { get; } = [];

    /// <summary>The workflows, out of those that pause themselves, whose runs failed in the slice.</summary>
    public IEnumerable<WorkflowId> FailedRuns =>
        Commit.NewRuns.Where(run => run.Status == RunStatus.Failed).Select(run => run.Workflow).Distinct()
            .Where(workflow => plans.First(plan => plan.Workflow == workflow).Policy.AutoPauseOnFailure);

    /// <summary>Whether the store refuses what the event leads to: nothing is started, and the deliveries go to the dead-letter list.</summary>
    private bool IsRefused { get; init; }

    /// <summary>The runs that have work to do after the commit.</summary>
    public List<RunMessage.Adopt> Adopted { get; } = [];

    /// <summary>Decides what events do, without writing anything.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<TriggerSlice> BuildAsync(
        StreamId stream, long cursor, IReadOnlyList<IncomingEvent> events, EngineContext engine, HeldMemory memory, bool isRefused)
    {
        var plans = await engine.Plans.GetTriggeredAsync(stream.Tenant, stream.Type, CancellationToken.None);
        var holding = await memory.LoadAsync(stream.Tenant, plans, engine.Store);
        var waits = await WaitMatcher.LoadAsync(stream, events, engine.Store);
        var typeName = await engine.EventTypes.GetNameAsync(stream.Type, CancellationToken.None);
        var slice = new TriggerSlice(stream, engine, plans, holding, waits, typeName) { IsRefused = isRefused };
        slice.Build(cursor, events);
        return slice;
    }

    private void Build(long cursor, IReadOnlyList<IncomingEvent> events)
    {
        foreach (var incoming in events)
        {
            if (Taken > 0 && waits.WasMadeInSlice(incoming.Event.CorrelationId)) break;
            var entries = Process(incoming);
            page.Add((incoming.Event.Sequence, entries));
            Entries.Add((incoming.Event, entries));
            counters.Processed(incoming.Event, entries);
            Taken++;
        }

        Commit.Cursor = new StreamMove(stream, cursor, cursor + Taken);
        if (page.Exists(item => item.Entries.Count > 0))
            Commit.Deliveries.Add(new DeliveryPage(stream, cursor + 1, cursor + Taken, DeliveryPageCodec.Encode(page)));
        counters.AddTo(Commit);
    }

    private List<DeliveryEntry> Process(in IncomingEvent incoming)
    {
        var entries = new List<DeliveryEntry>(plans.Count);
        if (!IsRefused && waits.Take(incoming) is { } wait)
        {
            Commit.ResolvedWaits.Add(new WaitResolution(wait.Id, incoming.Event.Key));
            Resumed.Add((wait.Id, incoming.Event.Key));
            entries.Add(new DeliveryEntry(default, 0, DeliveryOutcome.Resumed, wait.Id.Run));
        }

        if (plans.Count == 0) return entries;
        var @event = EventDescription.Of(incoming.Event, typeName, incoming.Payload);
        foreach (var candidate in plans) entries.Add(DeliverSafely(candidate, incoming.Event, @event));
        return entries;
    }

    /// <summary>A defect that one event meets in one workflow is that delivery's, and not the stream's: it is tried again later.</summary>
    private DeliveryEntry DeliverSafely(TriggeredPlan candidate, StoredEvent stored, TriggerEvent @event)
    {
        if (IsRefused) return Fail(candidate, stored, "COMMIT_REFUSED", "The store refused what the event leads to.");
        var (runs, newWaits, pendingCounters) = (Commit.NewRuns.Count, Commit.NewWaits.Count, Commit.Counters.Count);
        var (tasks, links, parts, children) = (Commit.NewTasks.Count, Commit.NewLinks.Count, Commit.NewParts.Count, Commit.Held.Count);
        try
        {
            return Deliver(candidate, stored, @event);
        }
        catch (Exception exception)
        {
            LogFault(engine.Loggers.CreateLogger<TriggerSlice>(), exception, stored.Key, candidate.Workflow);
            Commit.NewRuns.RemoveRange(runs, Commit.NewRuns.Count - runs);
            Commit.NewWaits.RemoveRange(newWaits, Commit.NewWaits.Count - newWaits);
            Commit.NewTasks.RemoveRange(tasks, Commit.NewTasks.Count - tasks);
            Commit.NewLinks.RemoveRange(links, Commit.NewLinks.Count - links);
            Commit.NewParts.RemoveRange(parts, Commit.NewParts.Count - parts);
            Commit.Held.RemoveRange(children, Commit.Held.Count - children);
            Commit.Counters.RemoveRange(pendingCounters, Commit.Counters.Count - pendingCounters);
            return TryLater(candidate, stored, "ENGINE_FAULT", exception.Message);
        }
    }

    private DeliveryEntry Deliver(TriggeredPlan candidate, StoredEvent stored, TriggerEvent @event)
    {
        if (candidate.Policy is { Paused: true, SkipWhilePaused: true })
            return new DeliveryEntry(
                candidate.Workflow, candidate.Version, DeliveryOutcome.Skipped, null, HoldReason.WorkflowPaused.Code,
                "The workflow is paused and skips its events.");
        if (candidate.Plan is not { } plan) return TryLater(candidate, stored, "PLAN_INVALID", candidate.Problem);
        var hold = candidate.Policy.Hold(plan.Definition.Trigger, evaluation.Now)
            ?? (holding.Contains(plan.Workflow) || HeldFor.Contains(plan.Workflow) ? HoldReason.BehindHeld : null);
        switch (TriggerMeter.Count(plan, TriggerMatcher.Decide(plan.Definition.Trigger!, plan.Contract, @event, evaluation)))
        {
            case TriggerDecision.Filtered filtered:
                return new DeliveryEntry(plan.Workflow, plan.Version, DeliveryOutcome.Filtered, null, filtered.Reason);
            case TriggerDecision.Start or TriggerDecision.Failed when hold is not null:
                return Hold(candidate, stored, HeldStatus.Held, hold.Code, hold.Message);
            case TriggerDecision.Start start:
                var run = StartRun(plan, stored, start);
                return new DeliveryEntry(plan.Workflow, plan.Version, DeliveryOutcome.Started, run);
            case TriggerDecision.Failed failed:
                return Fail(candidate, stored, failed.Reason, failed.Message);
            case var other:
                throw new InvalidOperationException($"A trigger cannot decide {other}.");
        }
    }

    private DeliveryEntry Fail(TriggeredPlan candidate, StoredEvent stored, string reason, string? message) =>
        Hold(candidate, stored, HeldStatus.Dead, reason, message, attempts: 1);

    private DeliveryEntry TryLater(TriggeredPlan candidate, StoredEvent stored, string reason, string? message) =>
        Hold(candidate, stored, HeldStatus.Held, reason, message, attempts: 1, evaluation.Now + DeliveryRetry.After(1));

    private DeliveryEntry Hold(
        TriggeredPlan candidate, StoredEvent stored, HeldStatus status, string reason, string? message, int attempts = 0,
        DateTimeOffset? due = null)
    {
        Commit.Held.Add(new HeldDelivery
        {
            Tenant = stream.Tenant,
            Workflow = candidate.Workflow,
            Id = stored.Key.Value,
            Origin = RunStarter.OriginOf(stored),
            Type = stream.Type,
            Status = status,
            Revision = 1,
            Reason = reason,
            Message = message,
            Attempts = attempts,
            Due = due,
            HeldAt = evaluation.Now,
            UpdatedAt = evaluation.Now,
            CorrelationId = stored.CorrelationId,
        });
        if (status == HeldStatus.Held) HeldFor.Add(candidate.Workflow);
        return new DeliveryEntry(candidate.Workflow, candidate.Version, HeldLedger.OutcomeOf(status), null, reason, message);
    }

    private RunId StartRun(Plan plan, StoredEvent stored, TriggerDecision.Start decision)
    {
        var waitsBefore = Commit.NewWaits.Count;
        var started = RunStarter.Start(
            engine, Commit, plan, stream.Tenant, decision.Payload, stored.CorrelationId, RunStarter.OriginOf(stored), stored.Key,
            decision.Meta);
        counters.RunStarted(plan.Workflow);
        for (var i = waitsBefore; i < Commit.NewWaits.Count; i++) waits.Made(Commit.NewWaits[i]);
        if (started.Record.Status == RunStatus.Running) Adopted.Add(started);
        return started.Record.Id;
    }

    [LoggerMessage(EventId = 1203, Level = LogLevel.Error, Message = "Event {Event} met a defect of the engine in workflow {Workflow}")]
    private static partial void LogFault(ILogger logger, Exception exception, EventKey @event, WorkflowId workflow);
}
