using System.Collections.Frozen;
using System.Diagnostics;
using Workflows.Hosting;

namespace Workflows.ClientApi.Problems;

/// <summary>Translates problems into HTTP.</summary>
internal static class ProblemStatus
{
    // Refusals that only the gateway knows have a status of their own; all others have that of their family.
    private static readonly FrozenDictionary<string, int> Own = new Dictionary<string, int>
    {
        [GatewayProblems.Unauthorized.Code] = StatusCodes.Status401Unauthorized,
        [GatewayProblems.Forbidden("").Code] = StatusCodes.Status403Forbidden,
        [GatewayProblems.SystemWorkflow("").Code] = StatusCodes.Status403Forbidden,
        [GatewayProblems.RoleBeyondCaller("").Code] = StatusCodes.Status403Forbidden,
        [GatewayProblems.MethodNotAllowed.Code] = StatusCodes.Status405MethodNotAllowed,
        [GatewayProblems.UnsupportedMediaType("").Code] = StatusCodes.Status415UnsupportedMediaType,
        [GatewayProblems.DefinitionInvalid(0).Code] = StatusCodes.Status422UnprocessableEntity,
        [GatewayProblems.Internal.Code] = StatusCodes.Status500InternalServerError,
    }.ToFrozenDictionary();

    /// <summary>The HTTP status of a problem.</summary>
    public static int Of(Problem problem) => Own.TryGetValue(problem.Code, out var status) ? status : problem.Kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Stale => StatusCodes.Status412PreconditionFailed,
        ProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemKind.Limited => StatusCodes.Status429TooManyRequests,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"No HTTP status for {problem.Kind}."),
    };

    /// <summary>What leads to a request in logs and traces.</summary>
    public static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
