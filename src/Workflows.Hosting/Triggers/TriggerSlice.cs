using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Engine.Triggers;
using Workflows.Expressions;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Triggers;

/// <summary>What a run of events does: built in memory, then committed as one.</summary>
internal sealed partial class TriggerSlice
{
    private readonly StreamId stream;
    private readonly EngineContext engine;
    private readonly IReadOnlyList<TriggeredPlan> plans;
    private readonly WaitMatcher waits;
    private readonly string typeName;
    private readonly EvaluationContext evaluation;
    private readonly SliceCounters counters;
    private readonly List<(long Sequence, IReadOnlyList<DeliveryEntry> Entries)> page = [];

    private TriggerSlice(
        StreamId stream, EngineContext engine, IReadOnlyList<TriggeredPlan> plans, WaitMatcher waits, string typeName)
    {
        (this.stream, this.engine, this.plans, this.waits, this.typeName) = (stream, engine, plans, waits, typeName);
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

    /// <summary>The runs that have work to do after the commit.</summary>
    public List<RunMessage.Adopt> Adopted { get; } = [];

    /// <summary>Decides what events do, without writing anything.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<TriggerSlice> BuildAsync(
        StreamId stream, long cursor, IReadOnlyList<IncomingEvent> events, EngineContext engine)
    {
        var plans = await engine.Plans.GetTriggeredAsync(stream.Tenant, stream.Type, CancellationToken.None);
        var waits = await WaitMatcher.LoadAsync(stream, events, engine.Store);
        var typeName = await engine.EventTypes.GetNameAsync(stream.Type, CancellationToken.None);
        var slice = new TriggerSlice(stream, engine, plans, waits, typeName);
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
        if (waits.Take(incoming) is { } wait)
        {
            Commit.ResolvedWaits.Add(new WaitResolution(wait.Id, incoming.Event.Key));
            Resumed.Add((wait.Id, incoming.Event.Key));
            entries.Add(new DeliveryEntry(default, 0, DeliveryOutcome.Resumed, wait.Id.Run));
        }

        if (plans.Count == 0) return entries;
        var @event = Describe(incoming);
        foreach (var candidate in plans) entries.Add(DeliverSafely(candidate, incoming.Event, @event));
        return entries;
    }

    /// <summary>A defect that one event meets in one workflow fails that delivery, and not the stream.</summary>
    private DeliveryEntry DeliverSafely(TriggeredPlan candidate, StoredEvent stored, TriggerEvent @event)
    {
        var (runs, newWaits, pendingCounters) = (Commit.NewRuns.Count, Commit.NewWaits.Count, Commit.Counters.Count);
        try
        {
            return Deliver(candidate, stored, @event);
        }
        catch (Exception exception)
        {
            LogFault(engine.Loggers.CreateLogger<TriggerSlice>(), exception, stored.Key, candidate.Workflow);
            Commit.NewRuns.RemoveRange(runs, Commit.NewRuns.Count - runs);
            Commit.NewWaits.RemoveRange(newWaits, Commit.NewWaits.Count - newWaits);
            Commit.Counters.RemoveRange(pendingCounters, Commit.Counters.Count - pendingCounters);
            return new DeliveryEntry(
                candidate.Workflow, candidate.Version, DeliveryOutcome.Failed, null, "ENGINE_FAULT", exception.Message);
        }
    }

    private DeliveryEntry Deliver(TriggeredPlan candidate, StoredEvent stored, TriggerEvent @event)
    {
        if (candidate.Plan is not { } plan)
            return new DeliveryEntry(
                candidate.Workflow, candidate.Version, DeliveryOutcome.Failed, null, "PLAN_INVALID", candidate.Problem);
        switch (TriggerMatcher.Decide(plan.Definition.Trigger!, plan.Contract, @event, evaluation))
        {
            case TriggerDecision.Start start:
                var run = StartRun(plan, stored, start);
                return new DeliveryEntry(plan.Workflow, plan.Version, DeliveryOutcome.Started, run);
            case TriggerDecision.Filtered filtered:
                return new DeliveryEntry(plan.Workflow, plan.Version, DeliveryOutcome.Filtered, null, filtered.Reason);
            case TriggerDecision.Failed failed:
                return new DeliveryEntry(plan.Workflow, plan.Version, DeliveryOutcome.Failed, null, failed.Reason, failed.Message);
            case var other:
                throw new InvalidOperationException($"A trigger cannot decide {other}.");
        }
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

    private TriggerEvent Describe(in IncomingEvent incoming)
    {
        var stored = incoming.Event;
        var extra = stored.Extra.IsEmpty ? default : JsonValue.Parse(stored.Extra);
        var schemaRef = extra["payloadSchemaRef"];
        return new TriggerEvent(
            stored.Id, typeName, stored.Source, stored.CorrelationId, stored.OccurredAt, incoming.Payload, extra["metadata"],
            schemaRef.Kind == JsonKind.String ? schemaRef.GetString() : null);
    }

    [LoggerMessage(EventId = 1203, Level = LogLevel.Error, Message = "Event {Event} met a defect of the engine in workflow {Workflow}")]
    private static partial void LogFault(ILogger logger, Exception exception, EventKey @event, WorkflowId workflow);
}
