using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Json;
using Workflows.Catalog.Entries;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Simulation;

namespace Workflows.ClientApi.EventTypes;

/// <summary>Trying event types.</summary>
internal static class SimulationEndpoints
{
    /// <summary>Maps samples and simulation.</summary>
    public static void MapEventSimulation(this RouteGroupBuilder api)
    {
        var type = api.MapGroup("/event-types/{type}").WithTags("Event catalog");
        type.MapGet("/sample", SampleAsync).Needs(Permissions.Read).WithName("SampleEvent").WithSummary("A payload to try an event type with")
            .WithDescription("Without a seed the sample that is kept with the type, where there is one; else one that is made from the schema. "
                + "The same seed gives the same sample.")
            .MayRefuse(StatusCodes.Status409Conflict);
        type.MapPost("/simulate", SimulateAsync).Needs(Permissions.Manage).WithName("SimulateEvent").WithSummary("Try an event type")
            .WithDescription("The event is stored with a mark and takes the road of every event; the runs that it starts are real. The answer "
                + "tells what it did. 202: it is stored, but was not processed in time; look at the event later.")
            .Accepts<SimulateBody>("application/json")
            .Produces<SimulatedBody>(StatusCodes.Status200OK).Produces<SimulatedBody>(StatusCodes.Status202Accepted)
            .MayRefuse(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<Results<Ok<SampleBody>, ProblemResult>> SampleAsync(
        string type, ClaimsPrincipal user, CatalogDirectory catalog, EventSamples samples, [FromQuery] string? seed,
        [FromQuery] string? payloadSchemaRef, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var number = query.Number("seed", seed, 0, int.MaxValue);
        var schemaRef = query.Text("payloadSchemaRef", payloadSchemaRef);
        if (query.Problem is { } problem) return new ProblemResult(problem);
        var tenant = user.Caller().Tenant;
        if (await catalog.FindAsync(tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var sample = await samples.GetAsync(tenant, entry, number, schemaRef, cancellationToken);
        return sample.ToOk(found => SampleBody.Of(type, number, found));
    }

    private static async Task<Results<JsonHttpResult<SimulatedBody>, ProblemResult>> SimulateAsync(
        string type, HttpRequest request, ClaimsPrincipal user, CatalogDirectory catalog, EventSimulator simulator,
        CancellationToken cancellationToken)
    {
        var caller = user.Caller();
        if (await catalog.FindAsync(caller.Tenant, type, cancellationToken) is not { } entry)
            return new ProblemResult(GatewayProblems.NoSuchEventType(type));
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var simulation = Read(body.Value);
        if (!simulation.IsOk) return new ProblemResult(simulation.Problem);

        var result = await simulator.SimulateAsync(caller, entry, simulation.Value, cancellationToken);
        if (!result.IsOk) return new ProblemResult(result.Problem);
        return TypedResults.Json(
            SimulatedBody.Of(result.Value),
            statusCode: result.Value.Deliveries is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    private static Result<SimulationRequest> Read(JsonValue body)
    {
        var reader = new ObjectReader(body, "payload", "eventId", "sample", "correlationId", "payloadSchemaRef", "source");
        var sample = reader.Value("sample");
        var request = new SimulationRequest
        {
            Payload = reader.Value("payload"),
            EventId = reader.Text("eventId"),
            Sample = !sample.IsMissingOrNull,
            CorrelationId = reader.Text("correlationId"),
            PayloadSchemaRef = reader.Text("payloadSchemaRef"),
            Source = reader.Text("source"),
        };
        if (reader.Problem is { } problem) return problem;
        return request.Sample ? ReadSample(request, sample) : request;
    }

    private static Result<SimulationRequest> ReadSample(SimulationRequest request, JsonValue sample)
    {
        if (sample.Kind != JsonKind.Object) return GatewayProblems.WrongType("sample", "an object");
        foreach (var (name, _) in sample.EnumerateObject())
            if (name != "seed") return GatewayProblems.UnknownKey(JsonPointer.Root.Append("sample").Append(name).ToString(), ["seed"]);
        var seed = sample["seed"];
        if (seed.IsMissingOrNull) return request;
        return seed.Kind == JsonKind.Number && long.TryParse(seed.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? request with { Seed = number }
            : GatewayProblems.WrongType("sample/seed", "a whole number that is not negative");
    }
}
