using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.Definitions;

/// <summary>Pause, limits and visibility of workflows.</summary>
internal static class SettingsEndpoints
{
    private static readonly string[] Keys =
    [
        "paused", "reason", "pauseMode", "concurrencyLimit", "autoPauseOnFailure", "failureRateThreshold", "failureRateMinRuns", "visible", "tags",
    ];

    /// <summary>Maps the routes below <c>/workflows/{key}</c>.</summary>
    public static void MapSettings(this RouteGroupBuilder workflows)
    {
        workflows.MapPatch("/{key}/settings", PatchAsync).Needs(Permissions.Manage).WithName("ChangeSettings")
            .WithSummary("Change pause, limits and visibility")
            .WithDescription("What is left out stays. With If-Match, only when the workflow has not changed since it was read.")
            .Accepts<SettingsBody>("application/json").MayRefuse(StatusCodes.Status412PreconditionFailed);
        workflows.MapPost("/{key}/pause", PauseAsync).Needs(Permissions.Operate).WithName("PauseWorkflow")
            .WithSummary("Hold or skip the workflow's events instead of starting runs").Accepts<ReasonBody>("application/json")
            .MayRefuse(StatusCodes.Status412PreconditionFailed);
        workflows.MapPost("/{key}/resume", ResumeAsync).Needs(Permissions.Operate).WithName("ResumeWorkflow")
            .WithSummary("Start runs again, what was held first")
            .WithDescription("Ends the pause of the workflow, and the one that its trigger made by itself after too many failures.")
            .Accepts<ReasonBody>("application/json").MayRefuse(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Results<Ok<WorkflowBody>, ProblemResult>> PatchAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, Keys);
        var change = new SettingsChange
        {
            Paused = reader.Flag("paused"),
            Reason = reader.Text("reason"),
            SkipWhilePaused = reader.Choice("pauseMode", "hold", "skip") switch { "skip" => true, "hold" => false, _ => null },
            ConcurrencyLimit = reader.Value("concurrencyLimit").Kind == JsonKind.Null ? 0 : reader.PositiveNumber("concurrencyLimit"),
            AutoPauseOnFailure = reader.Flag("autoPauseOnFailure"),
            FailureRateThreshold = reader.Number("failureRateThreshold"),
            FailureRateMinRuns = reader.PositiveNumber("failureRateMinRuns"),
            Visible = reader.Flag("visible"),
            Tags = reader.Value("tags").IsMissing ? null : reader.Texts("tags"),
        };
        return reader.Problem is { } problem
            ? new ProblemResult(problem)
            : await ChangeAsync(key, request, user, workflows, change, cancellationToken);
    }

    private static Task<Results<Ok<WorkflowBody>, ProblemResult>> PauseAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken) =>
        CommandAsync(key, request, user, workflows, paused: true, cancellationToken);

    private static Task<Results<Ok<WorkflowBody>, ProblemResult>> ResumeAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken) =>
        CommandAsync(key, request, user, workflows, paused: false, cancellationToken);

    private static async Task<Results<Ok<WorkflowBody>, ProblemResult>> CommandAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, bool paused, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "reason");
        var reason = reader.RequiredText("reason");
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return await ChangeAsync(
            key, request, user, workflows, new SettingsChange { Paused = paused, Reason = reason }, cancellationToken);
    }

    private static async Task<Results<Ok<WorkflowBody>, ProblemResult>> ChangeAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, SettingsChange change,
        CancellationToken cancellationToken)
    {
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);
        if (await SystemGuard.CheckAsync(key, user, workflows, cancellationToken) is { } refused) return new ProblemResult(refused);
        var changed = await workflows.ChangeSettingsAsync(user.Caller(), key, change, revision.Value, cancellationToken);
        if (changed.IsOk) ETag.Write(request.HttpContext.Response, changed.Value.Revision);
        return changed.ToOk(WorkflowBody.Of);
    }
}

/// <summary>Workflows of the system are changed by admins only.</summary>
internal static class SystemGuard
{
    /// <summary>Why the caller may not change a workflow; null when there is no such reason.</summary>
    public static async Task<Problem?> CheckAsync(
        string key, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        if (user.Identity is CredentialIdentity identity && identity.Permissions.Contains(Permissions.Admin)) return null;
        var workflow = await workflows.GetAsync(user.Caller().Tenant, key, cancellationToken);
        return workflow.IsOk && WorkflowSettings.Read(workflow.Value.Settings).System ? GatewayProblems.SystemWorkflow(key) : null;
    }
}

/// <summary>Settings of a workflow; what is left out stays.</summary>
/// <param name="Paused">Whether events are held or skipped instead of starting runs.</param>
/// <param name="Reason">Why; at most 500 characters.</param>
/// <param name="PauseMode"><c>hold</c> (events wait, the default) or <c>skip</c>.</param>
/// <param name="ConcurrencyLimit">The most runs that have not ended, whatever started them; null for no limit.</param>
/// <param name="AutoPauseOnFailure">Whether the workflow pauses itself when too many of its last runs failed.</param>
/// <param name="FailureRateThreshold">The part of failed runs from which it does; above 0 and at most 1; 0.5 by default.</param>
/// <param name="FailureRateMinRuns">How many of the last runs are looked at; 1 to 1,000; 10 by default.</param>
/// <param name="Visible">Whether lists show it.</param>
/// <param name="Tags">At most 20 labels of 1 to 50 characters.</param>
internal sealed record SettingsBody(
    bool? Paused, string? Reason, string? PauseMode, int? ConcurrencyLimit, bool? AutoPauseOnFailure, double? FailureRateThreshold,
    int? FailureRateMinRuns, bool? Visible, IReadOnlyList<string>? Tags);

/// <summary>The settings that a workflow has.</summary>
/// <param name="PauseMode"><c>hold</c> (events wait) or <c>skip</c>.</param>
/// <param name="PauseReason">Why it is paused.</param>
/// <param name="PausedBy">Who paused it; <c>auto-pause</c> for the engine.</param>
/// <param name="PausedAt">When it was paused.</param>
/// <param name="ConcurrencyLimit">The most runs that have not ended, whatever started them; absent for no limit.</param>
/// <param name="AutoPauseOnFailure">Whether the workflow pauses itself when too many of its last runs failed.</param>
/// <param name="FailureRateThreshold">The part of failed runs from which it does.</param>
/// <param name="FailureRateMinRuns">How many of the last runs are looked at.</param>
/// <param name="Visible">Whether lists show it.</param>
/// <param name="System">Whether it belongs to the system: only an admin changes it.</param>
/// <param name="Tags">Labels.</param>
internal sealed record WorkflowSettingsBody(
    string PauseMode, string? PauseReason, string? PausedBy, DateTimeOffset? PausedAt, int? ConcurrencyLimit, bool AutoPauseOnFailure,
    double FailureRateThreshold, int FailureRateMinRuns, bool Visible, bool System, IReadOnlyList<string> Tags)
{
    /// <summary>The body of settings.</summary>
    public static WorkflowSettingsBody Of(WorkflowSettings settings) => new(
        settings.PauseMode, settings.PauseReason, settings.PausedBy, settings.PausedAt, settings.ConcurrencyLimit, settings.AutoPauseOnFailure,
        settings.FailureRateThreshold, settings.FailureRateMinRuns, settings.Visible, settings.System, settings.Tags);
}
