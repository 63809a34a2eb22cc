using Microsoft.AspNetCore.WebUtilities;
using Workflows.Hosting;

namespace Workflows.ClientApi.Problems;

/// <summary>An answer in the form of RFC 9457, with the members <c>code</c>, <c>pointer</c>, <c>nextStep</c> and <c>traceId</c>.</summary>
internal sealed class ProblemResult(Problem problem, int? status = null) : IResult, IStatusCodeHttpResult
{
    /// <summary>The media type of RFC 9457.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>What is wrong.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>Members beyond those of every problem: the findings of a definition.</summary>
    public IReadOnlyList<Definitions.FindingBody>? Findings { get; init; }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; } = status ?? ProblemStatus.Of(problem);

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        if (Problem.Kind is ProblemKind.Unavailable or ProblemKind.Limited) response.Headers.RetryAfter = "1";
        var body = ProblemBody.Of(Problem) with
        {
            Status = StatusCode,
            Title = ReasonPhrases.GetReasonPhrase(StatusCode),
            TraceId = ProblemStatus.TraceOf(httpContext),
            Findings = Findings,
        };
        return response.WriteAsJsonAsync(body, options: null, contentType: MediaType, httpContext.RequestAborted);
    }
}
