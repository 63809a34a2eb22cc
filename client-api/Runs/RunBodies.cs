using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Runs;

/// <summary>A run.</summary>
internal sealed record RunBody
{
    /// <summary>The names of the states.</summary>
    public static readonly string[] StatusNames = [.. Enum.GetNames<RunStatus>().Select(name => name.ToUpperInvariant())];

    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The workflow's key.</summary>
    public required string Workflow { get; init; }

    /// <summary>The version that runs.</summary>
    public required int Version { get; init; }

    /// <summary><c>RUNNING</c>, <c>WAITING</c>, <c>SUCCEEDED</c>, <c>FAILED</c> or <c>CANCELED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What started it: <c>event</c>, <c>manual</c>, <c>schedule</c>, <c>parent</c> or <c>replay</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The server's id of the event that started it.</summary>
    public string? EventKey { get; init; }

    /// <summary>The correlation id of the event or of the start command.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When its first slice began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its latest slice was committed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>From start to end, for a run that ended.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The stable code of the error that ended it.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The body of a run.</summary>
    public static RunBody Of(string workflow, RunRecord run) => new()
    {
        Id = run.Id.ToString(),
        Workflow = workflow,
        Version = run.Version,
        Status = run.Status.ToString().ToUpperInvariant(),
        Origin = run.Origin.ToString().ToLowerInvariant(),
        EventKey = run.Event?.ToString(),
        CorrelationId = run.CorrelationId,
        StartedAt = run.StartedAt,
        UpdatedAt = run.UpdatedAt,
        DurationMs = run.Status is RunStatus.Running or RunStatus.Waiting ? null : (long)(run.UpdatedAt - run.StartedAt).TotalMilliseconds,
        ErrorCode = run.ErrorCode,
    };

    /// <summary>The state of a name.</summary>
    public static RunStatus StatusOf(string name) => Enum.Parse<RunStatus>(name, ignoreCase: true);
}

/// <summary>A run with its history.</summary>
/// <param name="Run">The run.</param>
/// <param name="Envelope">The envelope as it stands, redacted.</param>
/// <param name="Steps">The step executions in order.</param>
/// <param name="Waits">The open waits.</param>
/// <param name="Error">The error that ended it.</param>
/// <param name="ReplayOf">The run that it replays.</param>
/// <param name="Replays">The runs that replay it.</param>
/// <param name="Parent">The run that called it.</param>
/// <param name="Children">The runs that it called, in the order of the calls; absent when it called none.</param>
internal sealed record RunDetailBody(
    RunBody Run, JsonValue Envelope, IReadOnlyList<JsonValue> Steps, IReadOnlyList<WaitBody> Waits, JsonValue? Error, string? ReplayOf,
    IReadOnlyList<string>? Replays, RelatedRunBody? Parent, IReadOnlyList<RelatedRunBody>? Children)
{
    /// <summary>The body of a run with its history.</summary>
    public static RunDetailBody Of(RunDetail detail, IReadOnlyList<ReplayLink> links, RunRelatives relatives) => new(
        RunBody.Of(detail.Workflow, detail.Run), detail.Envelope.IsMissing ? JsonValue.EmptyObject : detail.Envelope, detail.Steps,
        [.. detail.Waits.Select(WaitBody.Of)], detail.Error.IsMissing ? null : detail.Error,
        links.Where(link => link.Target == detail.Run.Id).Select(link => link.Source.ToString()).FirstOrDefault(),
        links.Any(link => link.Source == detail.Run.Id)
            ? [.. links.Where(link => link.Source == detail.Run.Id).Select(link => link.Target.ToString())]
            : null,
        relatives.Parent is { } parent ? RelatedRunBody.Of(parent) : null,
        relatives.Children.Count > 0 ? [.. relatives.Children.Select(RelatedRunBody.Of)] : null);
}

/// <summary>A run above or below another one.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Href">Where it is read.</param>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">The version that runs.</param>
/// <param name="Status"><c>RUNNING</c>, <c>WAITING</c>, <c>SUCCEEDED</c>, <c>FAILED</c> or <c>CANCELED</c>.</param>
/// <param name="Step">The identity of the calling step.</param>
/// <param name="ErrorCode">The stable code of the error that ended it.</param>
internal sealed record RelatedRunBody(
    string Id, string Href, string Workflow, int Version, string Status, string Step, string? ErrorCode)
{
    /// <summary>The body of a related run.</summary>
    public static RelatedRunBody Of(RelatedRun related) => new(
        related.Run.Id.ToString(), $"/v1/runs/{related.Run.Id}", related.Workflow, related.Run.Version,
        related.Run.Status.ToString().ToUpperInvariant(), related.Step, related.Run.ErrorCode);
}

/// <summary>Why a run waits.</summary>
/// <param name="Step">The waiting step.</param>
/// <param name="Kind"><c>event</c>, <c>time</c>, <c>retry</c> or <c>human</c>.</param>
/// <param name="EventType">The awaited event type.</param>
/// <param name="Key">The awaited correlation key.</param>
/// <param name="Since">When the run parked.</param>
/// <param name="Due">When the wait is due or times out.</param>
internal sealed record WaitBody(string Step, string Kind, string? EventType, string? Key, DateTimeOffset Since, DateTimeOffset? Due)
{
    /// <summary>The body of a wait.</summary>
    public static WaitBody Of(WaitView wait) => new(
        wait.Step, wait.Kind.ToString().ToLowerInvariant(), wait.EventType, wait.Key, wait.Since, wait.Due);
}
