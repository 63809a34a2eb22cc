using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Deliveries;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Gates;

namespace Workflows.ClientApi.Deliveries;

/// <summary>Held deliveries and dead letters.</summary>
internal static class DeliveryEndpoints
{
    private const char List = 'd';

    /// <summary>Maps <c>/deliveries</c>.</summary>
    public static void MapDeliveries(this RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListDeliveries")
            .WithSummary("Deliveries that are held, or dead, newest first");
        deliveries.MapPost("/redeliver", RedeliverManyAsync).Needs(Permissions.Operate).WithName("RedeliverDeliveries")
            .WithSummary("Try dead deliveries again").WithDescription("At most 1,000 a call; the answer says how many.")
            .Accepts<RedeliverBody>("application/json");
        deliveries.MapPost("/{id}/redeliver", RedeliverAsync).Needs(Permissions.Operate).WithName("RedeliverDelivery")
            .WithSummary("Try one delivery again").Accepts<ReasonBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        deliveries.MapPost("/{id}/discard", DiscardAsync).Needs(Permissions.Operate).WithName("DiscardDelivery")
            .WithSummary("Give one delivery up").Accepts<ReasonBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<HeldDeliveryBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, IDeliveryService deliveries, [AsParameters] DeliveryListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var filter = new HeldFilter
        {
            Status = reader.Choice("status", query.Status ?? "dead", "held", "dead") == "held" ? HeldStatus.Held : HeldStatus.Dead,
            Workflow = reader.Text("workflow", query.Workflow),
            Reason = reader.Text("reason", query.Reason),
            Before = reader.Position(List, query.Cursor),
            Limit = limit + 1,
        };
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await deliveries.ListAsync(user.Caller().Tenant, filter, cancellationToken);
        return rows.ToOk(found => Page<HeldDeliveryBody>.Of(found, limit, HeldDeliveryBody.Of, row => Cursor.Encode(List, row.Id)));
    }

    private static async Task<Results<Ok<RedeliveredBody>, ProblemResult>> RedeliverManyAsync(
        HttpRequest request, ClaimsPrincipal user, IDeliveryService deliveries, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "workflow", "code", "reason");
        var filter = new HeldFilter { Workflow = reader.Text("workflow"), Reason = reader.Text("code") };
        var reason = reader.RequiredText("reason");
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return (await deliveries.RedeliverAsync(user.Caller(), filter, reason, cancellationToken)).ToOk(count => new RedeliveredBody(count));
    }

    private static async Task<Results<Ok<HeldDeliveryBody>, ProblemResult>> RedeliverAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IDeliveryService deliveries, CancellationToken cancellationToken)
    {
        var reason = await ReadReasonAsync(request);
        return reason.IsOk
            ? (await deliveries.RedeliverAsync(user.Caller(), id, reason.Value, cancellationToken)).ToOk(HeldDeliveryBody.Of)
            : new ProblemResult(reason.Problem);
    }

    private static async Task<Results<Ok<HeldDeliveryBody>, ProblemResult>> DiscardAsync(
        string id, HttpRequest request, ClaimsPrincipal user, IDeliveryService deliveries, CancellationToken cancellationToken)
    {
        var reason = await ReadReasonAsync(request);
        return reason.IsOk
            ? (await deliveries.DiscardAsync(user.Caller(), id, reason.Value, cancellationToken)).ToOk(HeldDeliveryBody.Of)
            : new ProblemResult(reason.Problem);
    }

    private static async Task<Hosting.Result<string>> ReadReasonAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return body.Problem;
        var reader = new ObjectReader(body.Value, "reason");
        var reason = reader.RequiredText("reason");
        return reader.Problem is { } problem ? problem : reason;
    }
}

/// <summary>Selects deliveries.</summary>
/// <param name="Status"><c>held</c> or <c>dead</c>; <c>dead</c> when absent.</param>
/// <param name="Workflow">Only this workflow's key.</param>
/// <param name="Reason">Only this reason's code.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record DeliveryListQuery(
    [FromQuery] string? Status, [FromQuery] string? Workflow, [FromQuery] string? Reason, [FromQuery] string? Cursor, [FromQuery] string? Limit);

/// <summary>A delivery that was held.</summary>
/// <param name="Id">What commands call it.</param>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="EventId">The key of the event; absent for a start without an event.</param>
/// <param name="EventType">The event's type.</param>
/// <param name="Status"><c>held</c>, <c>dead</c>, or what became of it.</param>
/// <param name="Reason">The stable code of the reason.</param>
/// <param name="Message">The reason for a person.</param>
/// <param name="Attempts">How often it was tried and failed.</param>
/// <param name="Due">When it is tried again; absent when it waits for room or for an operator.</param>
/// <param name="HeldAt">When it was held first.</param>
/// <param name="UpdatedAt">When it changed last.</param>
/// <param name="CorrelationId">The correlation id.</param>
/// <param name="RunId">The run that it started.</param>
internal sealed record HeldDeliveryBody(
    string Id, string Workflow, Guid? EventId, string? EventType, string Status, string Reason, string? Message, int Attempts,
    DateTimeOffset? Due, DateTimeOffset HeldAt, DateTimeOffset UpdatedAt, string? CorrelationId, string? RunId)
{
    /// <summary>The body of a delivery.</summary>
    public static HeldDeliveryBody Of(HeldView view) => new(
        view.Id, view.Workflow, view.EventType is null ? null : view.Delivery.Id, view.EventType,
        view.Delivery.Status.ToString().ToLowerInvariant(), view.Delivery.Reason, view.Delivery.Message, view.Delivery.Attempts,
        view.Delivery.Due, view.Delivery.HeldAt, view.Delivery.UpdatedAt, view.Delivery.CorrelationId, view.Delivery.Run?.ToString());
}

/// <summary>Which dead deliveries to try again.</summary>
/// <param name="Workflow">Only this workflow's key.</param>
/// <param name="Code">Only deliveries that died for this reason.</param>
/// <param name="Reason">Why; for the audit trail.</param>
internal sealed record RedeliverBody(string? Workflow, string? Code, string Reason);

/// <summary>How many deliveries are tried again.</summary>
/// <param name="Redelivered">The number; when it is 1,000 there may be more.</param>
internal sealed record RedeliveredBody(int Redelivered);
