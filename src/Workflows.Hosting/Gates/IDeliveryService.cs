using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Gates;

/// <summary>Operators' view of held and dead deliveries, and what they can do with them. Every command leaves an audit row.</summary>
public interface IDeliveryService
{
    /// <summary>Held or dead deliveries, newest first.</summary>
    Task<Result<IReadOnlyList<HeldView>>> ListAsync(TenantId tenant, HeldFilter filter, CancellationToken cancellationToken);

    /// <summary>Has a dead delivery tried again, and one that waits for its retry at once.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="id">The id: event key and workflow, as the list gives it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<HeldView>> RedeliverAsync(Caller caller, string id, string? reason, CancellationToken cancellationToken);

    /// <summary>Has all dead deliveries that a filter selects tried again, at most 1,000 a call; returns how many.</summary>
    Task<Result<int>> RedeliverAsync(Caller caller, HeldFilter filter, string? reason, CancellationToken cancellationToken);

    /// <summary>Gives a held or dead delivery up.</summary>
    Task<Result<HeldView>> DiscardAsync(Caller caller, string id, string reason, CancellationToken cancellationToken);
}

/// <summary>A held or dead delivery with the key of its workflow.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="EventType">The name of the event's type; null for a start without an event.</param>
/// <param name="Delivery">The delivery.</param>
public sealed record HeldView(string Workflow, string? EventType, HeldDelivery Delivery)
{
    /// <summary>What commands call it.</summary>
    public string Id => $"{Delivery.Id:D}.{Delivery.Workflow.Value}";
}

/// <summary>Selects held or dead deliveries.</summary>
public sealed record HeldFilter
{
    /// <summary><see cref="HeldStatus.Held"/> or <see cref="HeldStatus.Dead"/>.</summary>
    public HeldStatus Status { get; init; } = HeldStatus.Dead;

    /// <summary>Only this workflow's key; an unknown one is a problem.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only this reason's code.</summary>
    public string? Reason { get; init; }

    /// <summary>Only rows before the one with this id.</summary>
    public string? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}
