using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Problems;
using Workflows.Hosting.Members;

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
        health.MapGet("/ready", ReadyAsync).WithName("Ready").WithSummary("The process does its part: it has started, is not stopping, and the database answers")
            .MayRefuse(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<HealthBody>, ProblemResult>> ReadyAsync(
        IStore store, IMembers members, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return new ProblemResult(GatewayProblems.Stopping);
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return new ProblemResult(GatewayProblems.NotReady("the process is starting"));
        if (members.NotReady is { } reason) return new ProblemResult(GatewayProblems.NotReady(reason));
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
