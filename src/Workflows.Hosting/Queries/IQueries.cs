using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Hosting.Queries;

/// <summary>What users read about events and runs. Everything is scoped to a tenant; lists are newest first.</summary>
public interface IQueries
{
    /// <summary>Events.</summary>
    Task<Result<IReadOnlyList<EventView>>> ListEventsAsync(TenantId tenant, EventFilter filter, CancellationToken cancellationToken);

    /// <summary>One event with its deliveries, by the id that users see.</summary>
    Task<Result<EventDetail>> GetEventAsync(TenantId tenant, string id, CancellationToken cancellationToken);

    /// <summary>Runs.</summary>
    Task<Result<IReadOnlyList<RunView>>> ListRunsAsync(TenantId tenant, RunFilter filter, CancellationToken cancellationToken);

    /// <summary>One run with its step timeline.</summary>
    Task<Result<RunDetail>> GetRunAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);
}

/// <summary>Selects events.</summary>
public sealed record EventFilter
{
    /// <summary>Only this event type; an unknown one is a problem.</summary>
    public string? Type { get; init; }

    /// <summary>Only this correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this source.</summary>
    public string? Source { get; init; }

    /// <summary>Received at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only events before this one.</summary>
    public EventKey? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>Selects runs.</summary>
public sealed record RunFilter
{
    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<RunStatus> Statuses { get; init; } = [];

    /// <summary>Only this workflow's key; an unknown one is a problem.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only this version.</summary>
    public int? Version { get; init; }

    /// <summary>Only this correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Started at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only runs before this one.</summary>
    public RunId? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}
