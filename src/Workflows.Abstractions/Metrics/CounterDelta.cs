using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Metrics;

/// <summary>What a counter counts. The numbers are stored.</summary>
public enum CounterKind
{
    /// <summary>Events that ingest accepted; subject: event type.</summary>
    EventsAccepted = 1,

    /// <summary>Events that the trigger processed; subject: event type; sum: lag in milliseconds.</summary>
    EventsProcessed = 2,

    /// <summary>Processed events that started or resumed a run; subject: event type.</summary>
    EventsMatched = 3,

    /// <summary>Processed events with a failed delivery; subject: event type.</summary>
    EventsInError = 4,

    /// <summary>Events refused because the payload breaks its schema; subject: event type.</summary>
    EventsRejected = 5,

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
    /// <summary>The hour of a moment.</summary>
    public static int HourOf(DateTimeOffset moment) => (int)(moment.ToUnixTimeSeconds() / 3600);
}
