using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Definitions;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Engine.Definitions;
using Workflows.Hosting;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.Definitions;

/// <summary>Making, publishing and managing workflows.</summary>
internal static class WorkflowEndpoints
{
    private const char List = 'w';

    /// <summary>Maps <c>/workflows</c>.</summary>
    public static void MapWorkflows(this RouteGroupBuilder api)
    {
        var workflows = api.MapGroup("/workflows").WithTags("Workflows");
        workflows.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListWorkflows").WithSummary("Search workflows")
            .WithDescription("With counts by status and the figures of the last seven days. Workflows that are not visible are listed for admins only.");
        workflows.MapPost("", CreateAsync).MayBeRepeated().Needs(Permissions.Manage).WithName("CreateWorkflow").WithSummary("Make a workflow with a draft")
            .Accepts<CreateWorkflowBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        workflows.MapPost("/validate", ValidateAsync).Needs(Permissions.Read).WithName("ValidateDefinition")
            .WithSummary("Check a definition without saving it").Accepts<object>("application/json");
        workflows.MapGet("/{key}", GetAsync).Needs(Permissions.Read).WithName("GetWorkflow").WithSummary("One workflow with its draft");
        workflows.MapDelete("/{key}", DeleteAsync).Needs(Permissions.Manage).WithName("DeleteWorkflow").WithSummary("Delete a workflow")
            .MayRefuse(StatusCodes.Status409Conflict);
        workflows.MapPut("/{key}/draft", SaveDraftAsync).Needs(Permissions.Manage).WithName("SaveDraft").WithSummary("Replace the draft")
            .WithDescription("With If-Match, only when the workflow has not changed since it was read.")
            .Accepts<object>("application/json").MayRefuse(StatusCodes.Status412PreconditionFailed);
        workflows.MapPost("/{key}/publish", PublishAsync).Needs(Permissions.Publish).WithName("PublishWorkflow")
            .WithSummary("Publish the draft as the next version")
            .MayRefuse(StatusCodes.Status412PreconditionFailed, StatusCodes.Status422UnprocessableEntity);
        workflows.MapSettings();
        workflows.MapBundles();
        workflows.MapGet("/{key}/versions/{version}/diff/{other}", DiffAsync).Needs(Permissions.Read).WithName("DiffVersions")
            .WithSummary("What changed from one version to another, step by step");
        workflows.MapGet("/{key}/versions", ListVersionsAsync).Needs(Permissions.Read).WithName("ListVersions")
            .WithSummary("Published versions, newest first");
        workflows.MapGet("/{key}/versions/{version}", GetVersionAsync).Needs(Permissions.Read).WithName("GetVersion")
            .WithSummary("One published version");
    }

    private static async Task<Results<Ok<WorkflowPage>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, WorkflowList workflows, [AsParameters] WorkflowListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var sort = reader.OneOf<WorkflowSort>("sort", query.Sort) ?? WorkflowSort.Key;
        var cursor = reader.Position(List, query.Cursor);
        var filter = new WorkflowFilter
        {
            Status = reader.OneOf<WorkflowStatus>("status", query.Status),
            Start = reader.OneOf<WorkflowStart>("trigger", query.Trigger),
            EventType = reader.Text("eventType", query.EventType),
            Tag = reader.Text("tag", query.Tag),
            Search = reader.Text("search", query.Search),
            WithHidden = user.Credential().Permissions.Contains(Permissions.Admin),
            Sort = sort,
            After = cursor is null ? null : WorkflowPosition.Parse(sort, cursor),
            Limit = limit + 1,
        };
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        if (cursor is not null && filter.After is null) return new ProblemResult(GatewayProblems.InvalidCursor);
        var found = await workflows.SearchAsync(user.Caller().Tenant, filter, cancellationToken);
        var page = Page<WorkflowSummaryBody>.Of(
            found.Items, limit, WorkflowSummaryBody.Of, row => Cursor.Encode(List, WorkflowPosition.Of(row.Workflow, sort).ToString()));
        return TypedResults.Ok(new WorkflowPage(page.Items, found.Counts, page.NextCursor));
    }

    private static async Task<Results<Created<WorkflowBody>, ProblemResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "key", "definition");
        var key = reader.RequiredText("key");
        var definition = reader.Required("definition");
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var created = await workflows.CreateAsync(user.Caller(), key, definition, cancellationToken);
        if (!created.IsOk) return new ProblemResult(created.Problem);
        ETag.Write(request.HttpContext.Response, created.Value.Revision);
        return TypedResults.Created($"/v1/workflows/{created.Value.Key}", WorkflowBody.Of(created.Value));
    }

    private static async Task<Results<Ok<ValidationBody>, ProblemResult>> ValidateAsync(
        HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        return TypedResults.Ok(ValidationBody.Of(await workflows.ValidateAsync(user.Caller().Tenant, body.Value, cancellationToken)));
    }

    private static async Task<Results<Ok<WorkflowBody>, ProblemResult>> GetAsync(
        string key, HttpContext context, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken) =>
        Answer(context, await workflows.GetAsync(user.Caller().Tenant, key, cancellationToken));

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        string key, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        if (await SystemGuard.CheckAsync(key, user, workflows, cancellationToken) is { } refused) return new ProblemResult(refused);
        var deleted = await workflows.DeleteAsync(user.Caller(), key, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : new ProblemResult(deleted.Problem);
    }

    private static async Task<Results<Ok<WorkflowBody>, ProblemResult>> SaveDraftAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        if (await SystemGuard.CheckAsync(key, user, workflows, cancellationToken) is { } refused) return new ProblemResult(refused);
        return Answer(
            request.HttpContext, await workflows.SaveDraftAsync(user.Caller(), key, body.Value, revision.Value, cancellationToken));
    }

    private static async Task<Results<Ok<PublishedBody>, ProblemResult>> PublishAsync(
        string key, HttpRequest request, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var revision = ETag.ReadIfMatch(request);
        if (!revision.IsOk) return new ProblemResult(revision.Problem);
        if (await SystemGuard.CheckAsync(key, user, workflows, cancellationToken) is { } refused) return new ProblemResult(refused);
        var published = await workflows.PublishAsync(user.Caller(), key, revision.Value, cancellationToken);
        if (!published.IsOk) return new ProblemResult(published.Problem);
        if (published.Value.Version is null) return Blocked(published.Value.Findings);
        ETag.Write(request.HttpContext.Response, published.Value.Workflow.Revision);
        return TypedResults.Ok(PublishedBody.Of(published.Value));
    }

    /// <summary>The answer when errors keep a version from being published.</summary>
    internal static ProblemResult Blocked(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Count(finding => finding.Severity == FindingSeverity.Error);
        return new ProblemResult(GatewayProblems.DefinitionInvalid(errors))
        {
            Findings = [.. findings.Select(FindingBody.Of)],
        };
    }

    private static async Task<Results<Ok<Page<VersionBody>>, ProblemResult>> ListVersionsAsync(
        string key, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var versions = await workflows.ListVersionsAsync(user.Caller().Tenant, key, cancellationToken);
        return versions.ToOk(rows => new Page<VersionBody>([.. rows.Select(VersionBody.InList)], null));
    }

    private static async Task<Results<Ok<VersionBody>, ProblemResult>> GetVersionAsync(
        string key, string version, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var number = new QueryReader().Number("version", version, 1, int.MaxValue);
        if (number is null) return new ProblemResult(GatewayProblems.NoSuchVersion);
        return (await workflows.GetVersionAsync(user.Caller().Tenant, key, number.Value, cancellationToken)).ToOk(VersionBody.Of);
    }

    private static async Task<Results<Ok<DiffBody>, ProblemResult>> DiffAsync(
        string key, string version, string other, ClaimsPrincipal user, IWorkflowService workflows, CancellationToken cancellationToken)
    {
        var (from, to) = (new QueryReader().Number("version", version, 1, int.MaxValue), new QueryReader().Number("other", other, 1, int.MaxValue));
        if (from is null || to is null) return new ProblemResult(GatewayProblems.NoSuchVersion);
        var before = await workflows.GetVersionAsync(user.Caller().Tenant, key, from.Value, cancellationToken);
        if (!before.IsOk) return new ProblemResult(before.Problem);
        var after = await workflows.GetVersionAsync(user.Caller().Tenant, key, to.Value, cancellationToken);
        return after.ToOk(record => DiffBody.Of(from.Value, to.Value, before.Value.Definition, record.Definition));
    }

    private static Results<Ok<WorkflowBody>, ProblemResult> Answer(HttpContext context, Result<WorkflowRecord> workflow)
    {
        if (workflow.IsOk) ETag.Write(context.Response, workflow.Value.Revision);
        return workflow.ToOk(WorkflowBody.Of);
    }
}
