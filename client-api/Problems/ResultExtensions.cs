using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Hosting;

namespace Workflows.ClientApi.Problems;

/// <summary>Turns results of the engine into typed HTTP results.</summary>
internal static class ResultExtensions
{
    /// <summary>200 with the value's body, or the problem.</summary>
    public static Results<Ok<TBody>, ProblemResult> ToOk<T, TBody>(this Result<T> result, Func<T, TBody> body) =>
        result.IsOk ? TypedResults.Ok(body(result.Value)) : new ProblemResult(result.Problem);
}
