using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.ClientApi.Problems;
using Workflows.Hosting.Ingest;

namespace Workflows.ClientApi.Events;

/// <summary>Answers a publish request.</summary>
internal static class PublishAnswer
{
    /// <summary>202 when the event is durable, 200 when it is processed too, else its problem.</summary>
    public static Results<JsonHttpResult<EventResultBody>, JsonHttpResult<BatchResultBody>, ProblemResult> OfOne(IngestResult result)
    {
        if (result.Problem is { } problem) return new ProblemResult(problem);
        var status = result.Deliveries is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return TypedResults.Json(EventResultBody.Of(result), statusCode: status);
    }

    /// <summary>One result an event. 207 when some were refused and some not; the status of the gravest refusal when all were.</summary>
    public static Results<JsonHttpResult<EventResultBody>, JsonHttpResult<BatchResultBody>, ProblemResult> OfMany(
        IReadOnlyList<IngestResult> results)
    {
        var body = BatchResultBody.Of(results);
        return TypedResults.Json(body, statusCode: StatusOf(body, results));
    }

    private static int StatusOf(BatchResultBody body, IReadOnlyList<IngestResult> results)
    {
        if (body.Rejected == results.Count) return results.Max(result => ProblemStatus.Of(result.Problem!));
        if (body.Rejected > 0) return StatusCodes.Status207MultiStatus;
        return results.All(result => result.Deliveries is not null) ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
    }
}
