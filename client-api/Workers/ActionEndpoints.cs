using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Workers;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Workers;
using Workflows.Schemas;

namespace Workflows.ClientApi.Workers;

/// <summary>The actions that workflows can call, and registering those of the tenant's own workers.</summary>
internal static partial class ActionEndpoints
{
    private static readonly string[] Keys =
    [
        "id", "version", "label", "description", "topic", "inputSchema", "outputSchema", "scheduleToStartMs", "startToCloseMs",
    ];

    /// <summary>Maps <c>/actions</c>.</summary>
    public static void MapActions(this RouteGroupBuilder api)
    {
        var actions = api.MapGroup("/actions").WithTags("Actions");
        actions.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListCallableActions").WithSummary("The actions that workflows can call");
        actions.MapPost("", RegisterAsync).Needs(Permissions.Manage).WithName("RegisterAction")
            .WithSummary("Register an action that the tenant's workers perform")
            .WithDescription("A version never changes: register the next one instead.")
            .Accepts<RegisterActionBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<Page<CallableActionBody>>> ListAsync(ClaimsPrincipal user, RemoteActions actions, CancellationToken cancellationToken)
    {
        var known = await actions.GetAsync(user.Caller().Tenant, cancellationToken);
        return TypedResults.Ok(new Page<CallableActionBody>(
            [.. known.All.Select(action => CallableActionBody.Of(action, known.FindRemote(action.Id, action.Version)))], null));
    }

    private static async Task<Results<Created<CallableActionBody>, ProblemResult>> RegisterAsync(
        HttpRequest request, ClaimsPrincipal user, IStore store, RemoteActions actions, ChangeSignals changes, AuditTrail audit,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, Keys);
        var (id, version) = (reader.RequiredText("id"), reader.PositiveNumber("version"));
        foreach (var name in (string[])["label", "description", "topic"]) reader.Text(name);
        foreach (var name in (string[])["scheduleToStartMs", "startToCloseMs"]) reader.PositiveNumber(name);
        var problem = reader.Problem
            ?? (IdPattern().IsMatch(id) ? null : WorkerProblems.InvalidAction("/id", "An action's id has 1 to 100 lower-case letters, digits, '.', '_' and '-'."))
            ?? (version is null ? GatewayProblems.MissingKey("version") : null)
            ?? CheckSchema(body.Value, "inputSchema") ?? CheckSchema(body.Value, "outputSchema");
        if (problem is not null) return new ProblemResult(problem);

        var caller = user.Caller();
        var known = await actions.GetAsync(caller.Tenant, cancellationToken);
        var record = new RemoteActionRecord(caller.Tenant, id, version!.Value, body.Value.ToUtf8(), caller.Actor, clock.GetUtcNow());
        var isLocal = known.All.Any(action => action.Id == id && known.FindRemote(id, action.Version) is null);
        if (isLocal || !await store.Workers.AddActionAsync(
            record, audit.Row(caller, "action.register", $"action:{id}@{version}"), cancellationToken))
            return new ProblemResult(WorkerProblems.ActionExists(id, version.Value));
        changes.Changed(RemoteActions.Topic);
        await changes.SettleAsync();
        var remote = RemoteAction.Read(record);
        return TypedResults.Created("/v1/actions", CallableActionBody.Of(remote.Descriptor, remote));
    }

    private static Problem? CheckSchema(JsonValue body, string name)
    {
        if (body[name].IsMissing) return null;
        try
        {
            JsonSchema.Compile(body[name]);
            return null;
        }
        catch (SchemaCompileException exception)
        {
            return WorkerProblems.InvalidAction($"/{name}", $"'{name}' is not a JSON Schema: {exception.Message}");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
