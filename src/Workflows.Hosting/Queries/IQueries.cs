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

    /// <summary>How many runs are where: those under way now, and those that ended in a stretch of whole hours.</summary>
    Task<Result<RunSummary>> SummarizeRunsAsync(
        TenantId tenant, string? workflow, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Failed runs that were tried again in vain, newest first; a page may have fewer rows than its limit and still lead on.</summary>
    Task<DeadLetterPage> ListDeadLettersAsync(
        TenantId tenant, int minAttempts, RunId? before, int limit, CancellationToken cancellationToken);

    /// <summary>One run with its step timeline.</summary>
    Task<Result<RunDetail>> GetRunAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);

    /// <summary>The caller and the called runs of a run; those that are past their retention are left out.</summary>
    Task<RunRelatives> GetRelativesAsync(TenantId tenant, RunId run, CancellationToken cancellationToken);
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

    /// <summary>Only runs that began before this one.</summary>
    public RunId? Before { get; init; }

    /// <summary>Only runs of this origin.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>Only runs that ended with this error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Only runs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>
    /// Only runs whose id, correlation id, error code, tag or open wait's correlation key begins with this text, or, among the newest failed
    /// ones, whose error's message contains it.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>By what they are ordered.</summary>
    public Abstractions.Storage.RunOrder Order { get; init; }

    /// <summary>Whether the oldest come first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Only runs after this place in the order.</summary>
    public Abstractions.Storage.RunPosition? After { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}
