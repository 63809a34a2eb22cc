using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Tenancy;

/// <summary>How long a tenant keeps its rows.</summary>
internal static class RetentionEndpoints
{
    /// <summary>Maps <c>/settings/retention</c>.</summary>
    public static void MapRetention(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings/retention").WithTags("Administration").Needs(Permissions.Admin);
        settings.MapGet("", GetAsync).WithName("GetRetention").WithSummary("How long events, runs and the audit trail are kept");
        settings.MapPut("", PutAsync).WithName("SaveRetention").WithSummary("Choose how long events, runs and the audit trail are kept")
            .WithDescription("What is older is removed for good, within an hour. A member that is left out is kept as long as the server keeps it.")
            .Accepts<RetentionDays>("application/json");
    }

    private static async Task<Ok<RetentionBody>> GetAsync(
        ClaimsPrincipal user, IStore store, IOptions<WorkflowsOptions> options, CancellationToken cancellationToken)
    {
        var tenant = await store.Tenants.GetAsync(user.Caller().Tenant, cancellationToken);
        return TypedResults.Ok(RetentionBody.Of(TenantRetention.Read(tenant?.Settings ?? default), options.Value.Retention));
    }

    private static async Task<Results<Ok<RetentionBody>, ProblemResult>> PutAsync(
        HttpRequest request, ClaimsPrincipal user, IStore store, IOptions<WorkflowsOptions> options, AuditTrail audit,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "eventsDays", "runsDays", "auditDays");
        var chosen = new TenantRetention(
            reader.PositiveNumber("eventsDays"), reader.PositiveNumber("runsDays"), reader.PositiveNumber("auditDays"));
        if ((reader.Problem ?? chosen.Check(TenantRetention.Longest(options.Value.Retention))) is { } problem) return new ProblemResult(problem);

        var caller = user.Caller();
        var row = audit.Row(
            caller, "settings.retention", "settings:retention",
            ("eventsDays", Text(chosen.EventsDays)), ("runsDays", Text(chosen.RunsDays)), ("auditDays", Text(chosen.AuditDays)));
        await store.Tenants.ChangeSettingsAsync(caller.Tenant, stored => chosen.WriteInto(stored), row, cancellationToken);
        return TypedResults.Ok(RetentionBody.Of(chosen, options.Value.Retention));
    }

    private static string Text(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? "longest";
}

/// <summary>Days for which rows are kept.</summary>
/// <param name="EventsDays">Events, what they did, and rejected events; absent for the longest.</param>
/// <param name="RunsDays">Runs that ended, with their history, tasks and calls; absent for the longest.</param>
/// <param name="AuditDays">The audit trail; absent for the longest.</param>
internal sealed record RetentionDays(int? EventsDays, int? RunsDays, int? AuditDays)
{
    /// <summary>The body of days.</summary>
    public static RetentionDays Of(TenantRetention days) => new(days.EventsDays, days.RunsDays, days.AuditDays);
}

/// <summary>How long a tenant keeps its rows.</summary>
/// <param name="EventsDays">What the tenant chose for events, what they did, and rejected events; absent for the longest.</param>
/// <param name="RunsDays">What it chose for runs that ended, with their history, tasks and calls; absent for the longest.</param>
/// <param name="AuditDays">What it chose for the audit trail; absent for the longest.</param>
/// <param name="Longest">What the server keeps, and so the most that a tenant can choose.</param>
internal sealed record RetentionBody(int? EventsDays, int? RunsDays, int? AuditDays, RetentionDays Longest)
{
    /// <summary>The body of a tenant's choice.</summary>
    public static RetentionBody Of(TenantRetention chosen, Retention retention) => new(
        chosen.EventsDays, chosen.RunsDays, chosen.AuditDays, RetentionDays.Of(TenantRetention.Longest(retention)));
}
