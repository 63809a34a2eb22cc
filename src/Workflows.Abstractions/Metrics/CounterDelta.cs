using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Metrics;

/// <summary>
/// What a counter counts. The numbers are stored. Counters of events and of the runs that they start are kept in the hour that the event came
/// (the run began), whenever its outcome is known: so the kinds of one hour add up.
/// </summary>
public enum CounterKind
{
    /// <summary>Events that ingest accepted; subject: event type.</summary>
    EventsAccepted = 1,

    /// <summary>Events that the trigger processed; subject: event type; sum: lag in milliseconds.</summary>
    EventsProcessed = 2,

    /// <summary>Processed events that started or resumed a run, or are held for one; subject: event type.</summary>
    EventsMatched = 3,

    /// <summary>Processed events with a failed delivery, matched or not; subject: event type.</summary>
    EventsInError = 4,

    /// <summary>Events refused because the payload breaks its schema; subject: event type.</summary>
    EventsRejected = 5,

    /// <summary>Processed events that are both matched and in error; subject: event type.</summary>
    EventsMatchedInError = 6,

    /// <summary>Accepted events whose payload breaks its schema; subject: event type.</summary>
    EventsInvalid = 7,

    /// <summary>Accepted events of which the publisher and the catalog name different schemas; subject: event type.</summary>
    EventsInSchemaConflict = 8,

    /// <summary>Deliveries by outcome; subject: event type. One kind per outcome: 10 + <see cref="Deliveries.DeliveryOutcome"/>.</summary>
    DeliveryBase = 10,

    /// <summary>Runs started; subject: workflow.</summary>
    RunsStarted = 20,

    /// <summary>Runs that succeeded; subject: workflow; sum: duration in milliseconds.</summary>
    RunsSucceeded = 21,

    /// <summary>Runs that failed; subject: workflow; sum: duration in milliseconds.</summary>
    RunsFailed = 22,

    /// <summary>Runs that were cancelled; subject: workflow; sum: duration in milliseconds.</summary>
    RunsCanceled = 23,

    /// <summary>Runs that events started; subject: event type.</summary>
    EventRunsStarted = 30,

    /// <summary>Those of them that succeeded; subject: event type; sum: duration in milliseconds.</summary>
    EventRunsSucceeded = 31,

    /// <summary>Those of them that failed; subject: event type; sum: duration in milliseconds.</summary>
    EventRunsFailed = 32,

    /// <summary>Those of them that were cancelled; subject: event type; sum: duration in milliseconds.</summary>
    EventRunsCanceled = 33,

    /// <summary>The part of a kind that simulated events have: 100 + the kind. Only for kinds whose subject is an event type.</summary>
    SimulatedBase = 100,
}

/// <summary>An addition to the read model of one hour. Additions of one batch to the same counter are added up before they are written.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Kind">What is counted.</param>
/// <param name="Subject">The number of the event type or workflow.</param>
/// <param name="Hour">Whole hours since the Unix epoch, UTC.</param>
/// <param name="Count">How many more.</param>
/// <param name="Sum">How much more of the kind's sum; 0 for kinds without one.</param>
public readonly record struct CounterDelta(TenantId Tenant, CounterKind Kind, int Subject, int Hour, long Count, long Sum = 0)
{
    /// <summary>One event, in the hour that it came: the hour of its key, so that counters can be made again from the log.</summary>
    public static CounterDelta Of(StoredEvent @event, CounterKind kind, long sum = 0) =>
        new(@event.Stream.Tenant, kind, @event.Stream.Type.Value, HourOf(IdSource.TimeOf(@event.Key.Value)), 1, sum);

    /// <summary>The same for the part that simulated events have.</summary>
    public CounterDelta Simulated() => this with { Kind = CounterKind.SimulatedBase + (int)Kind };

    /// <summary>The hour of a moment.</summary>
    public static int HourOf(DateTimeOffset moment) => (int)(moment.ToUnixTimeSeconds() / 3600);
}
