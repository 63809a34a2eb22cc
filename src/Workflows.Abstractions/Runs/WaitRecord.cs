using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>What a parked run waits for. The numbers are stored.</summary>
public enum WaitKind
{
    /// <summary>An event of a type with a correlation key.</summary>
    Event = 1,

    /// <summary>A moment (<c>time.wait</c>).</summary>
    Time = 2,

    /// <summary>The next attempt of a failed step.</summary>
    Retry = 3,

    /// <summary>A person who completes a task.</summary>
    Human = 4,

    /// <summary>The end of a child run.</summary>
    Child = 5,
}

/// <summary>A pending wait, or one that an event resolved and whose run has not taken the event yet.</summary>
public sealed record WaitRecord
{
    /// <summary>The wait.</summary>
    public required WaitId Id { get; init; }

    /// <summary>The owner.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What is waited for.</summary>
    public required WaitKind Kind { get; init; }

    /// <summary>The awaited event type; set exactly for <see cref="WaitKind.Event"/>.</summary>
    public EventTypeId? EventType { get; init; }

    /// <summary>The correlation key that the event must have; set exactly for <see cref="WaitKind.Event"/>.</summary>
    public string? Key { get; init; }

    /// <summary>The event filters, UTF-8 JSON; empty when every event with the key will do.</summary>
    public ReadOnlyMemory<byte> Filter { get; init; }

    /// <summary>When the wait is due (time, retry) or times out (event, human); null when it never does.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When the run parked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The identity of the waiting step, with loop indexes: <c>notify[3]</c>.</summary>
    public required string Step { get; init; }

    /// <summary>What resolved the wait: the event, or the id of the human task or of the child run; null while it is pending.</summary>
    public EventKey? ResolvedBy { get; init; }
}
