using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Json;
using Workflows.Catalog.Entries;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Definitions;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.EventTypes;

/// <summary>The workflows of an event type.</summary>
internal static class AttachmentEndpoints
{
    private const char List = 'x';
    private const int MaxReasonLength = 1_000;

    /// <summary>Maps the list, attaching and detaching.</summary>
    public static void MapEventAttachments(this RouteGroupBuilder api)
    {
        var type = api.MapGroup("/event-types/{type}").WithTags("Event catalog");
        type.MapGet("/workflows", ListAsync).Needs(Permissions.Read).WithName("ListAttachedWorkflows")
            .WithSummary("The workflows that listen to an event type").WithDescription("Published ones and drafts, by key.");
        type.MapPost("/attach", AttachAsync).Needs(Permissions.Manage).WithName("AttachWorkflow")
            .WithSummary("Make a workflow on an event type")
            .WithDescription("The draft has the trigger, and the event type's schema as its contract; it has no steps yet.")
            .Accepts<AttachBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        type.MapPost("/detach", DetachAsync).Needs(Permissions.Publish).WithName("DetachWorkflow")
            .WithSummary("Take a workflow off an event type")
            .WithDescription("Publishes its newest version again without the trigger, and takes the trigger out of the draft. It can still be "
                + "started by hand. A system workflow takes the permission 'admin'.")
            .Accepts<DetachBody>("application/json").MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<Page<AttachedWorkflowBody>>, ProblemResult>> ListAsync(
        string type, ClaimsPrincipal user, CatalogDirectory catalog, AttachedWorkflows attached, [FromQuery] string? cursor,
        [FromQuery] string? limit, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var size = query.Limit(limit);
        var after = query.Position(List, cursor);
        if (query.Problem is { } problem) return new ProblemResult(problem);
        var tenant = user.Caller().Tenant;
        if (await catalog.FindAsync(tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var rows = await attached.ListAsync(tenant, entry, after, size + 1, cancellationToken);
        return TypedResults.Ok(Page<AttachedWorkflowBody>.Of(
            rows, size, AttachedWorkflowBody.Of, row => Cursor.Encode(List, row.Workflow.Key)));
    }

    private static async Task<Results<Created<WorkflowBody>, ProblemResult>> AttachAsync(
        string type, HttpRequest request, ClaimsPrincipal user, CatalogDirectory catalog, IWorkflowService workflows,
        CancellationToken cancellationToken)
    {
        var caller = user.Caller();
        if (await catalog.FindAsync(caller.Tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "key", "name", "allowPlaceholder");
        var key = reader.RequiredText("key");
        var name = reader.RequiredText("name");
        var allowPlaceholder = reader.Value("allowPlaceholder");
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        if (name.Length is 0 or > 200) return new ProblemResult(GatewayProblems.WrongType("name", "a text of 1 to 200 characters"));
        if (!allowPlaceholder.IsMissingOrNull && allowPlaceholder.Kind != JsonKind.Boolean)
            return new ProblemResult(GatewayProblems.WrongType("allowPlaceholder", "true or false"));

        var created = await workflows.AttachAsync(caller, entry, key, name, allowPlaceholder == JsonValue.True, cancellationToken);
        if (!created.IsOk) return new ProblemResult(created.Problem);
        ETag.Write(request.HttpContext.Response, created.Value.Revision);
        return TypedResults.Created($"/v1/workflows/{created.Value.Key}", WorkflowBody.Of(created.Value));
    }

    private static async Task<Results<Ok<DetachedBody>, ProblemResult>> DetachAsync(
        string type, HttpRequest request, ClaimsPrincipal user, CatalogDirectory catalog, IWorkflowService workflows,
        CancellationToken cancellationToken)
    {
        var caller = user.Caller();
        if (await catalog.FindAsync(caller.Tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "workflow", "reason");
        var key = reader.RequiredText("workflow");
        var reason = reader.Text("reason");
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        if (reason?.Length > MaxReasonLength)
            return new ProblemResult(GatewayProblems.WrongType("reason", $"a text of at most {MaxReasonLength} characters"));

        var mayChangeSystem = user.Credential().Permissions.Contains(Permissions.Admin);
        var detached = await workflows.DetachAsync(caller, entry, key, mayChangeSystem, reason, cancellationToken);
        if (!detached.IsOk) return new ProblemResult(detached.Problem);
        if (detached.Value.Version is not { } version) return WorkflowEndpoints.Blocked(detached.Value.Findings);
        ETag.Write(request.HttpContext.Response, detached.Value.Workflow.Revision);
        return TypedResults.Ok(new DetachedBody(version, WorkflowBody.Of(detached.Value.Workflow)));
    }
}
