using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Problems;

namespace Workflows.ClientApi.Health;

/// <summary>Signs of life, open to everybody; they tell nothing but yes or no.</summary>
internal static class HealthEndpoints
{
    private static readonly HealthBody Healthy = new("ok");

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(Healthy)).WithName("Live").WithSummary("The process answers");
        health.MapGet("/ready", ReadyAsync).WithName("Ready").WithSummary("The database answers too")
            .MayRefuse(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<HealthBody>, ProblemResult>> ReadyAsync(IStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.PingAsync(cancellationToken);
            return TypedResults.Ok(Healthy);
        }
        catch (StoreException)
        {
            // The answer is the report; a log line for every probe of an outage would drown the rest.
            return new ProblemResult(GatewayProblems.StoreUnavailable);
        }
    }
}

/// <summary>A sign of life.</summary>
/// <param name="Status"><c>ok</c>.</param>
internal sealed record HealthBody(string Status);
