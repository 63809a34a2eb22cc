using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Impact;

namespace Workflows.ClientApi.Impact;

/// <summary>What a change of a schema would break.</summary>
internal static class ImpactEndpoints
{
    private const int UsualEvents = 200;
    private const int MaxEvents = 1_000;

    /// <summary>Maps <c>/schemas/{ref}/impact</c>.</summary>
    public static void MapImpact(this RouteGroupBuilder api) =>
        api.MapPost("/schemas/{schemaRef}/impact", AnalyzeAsync).Needs(Permissions.Read).WithTags("Schemas").WithName("AnalyzeImpact")
            .WithSummary("What a change of the schema would break")
            .WithDescription(
                "Checks the newest published version of every workflow with the changed schema, and puts the latest stored events through it "
                + "and through the triggers. Changes nothing.")
            .Accepts<ImpactRequestBody>("application/json");

    private static async Task<Results<Ok<ImpactBody>, ProblemResult>> AnalyzeAsync(
        string schemaRef, HttpRequest request, ClaimsPrincipal user, ImpactService impact, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "schema", "with", "events");
        var (schema, with) = (reader.Value("schema"), reader.Text("with"));
        var events = Events(body.Value["events"]);
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        if (events is null) return new ProblemResult(GatewayProblems.WrongType("events", $"a whole number from 0 to {MaxEvents}"));

        var report = await impact.AnalyzeAsync(user.Caller().Tenant, new ImpactQuestion(schemaRef, schema, with, events.Value), cancellationToken);
        return report.ToOk(ImpactBody.Of);
    }

    private static int? Events(JsonValue value)
    {
        if (value.IsMissing) return UsualEvents;
        return value.Kind == JsonKind.Number && value.TryGetInt64(out var number) && number is >= 0 and <= MaxEvents ? (int)number : null;
    }
}
