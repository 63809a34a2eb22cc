using Microsoft.AspNetCore.WebUtilities;
using Workflows.Hosting;

namespace Workflows.ClientApi.Problems;

/// <summary>A problem (RFC 9457): what is wrong, where, and what to do next.</summary>
internal sealed record ProblemBody
{
    /// <summary>The HTTP status in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The stable code; docs/errors.md lists them all.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Detail { get; init; }

    /// <summary>The JSON pointer (RFC 6901) of the offending value in the request body.</summary>
    public string? Pointer { get; init; }

    /// <summary>What the caller can do about it.</summary>
    public string? NextStep { get; init; }

    /// <summary>Leads to the request in logs and traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>Every single thing that is wrong, where there may be several.</summary>
    public IReadOnlyList<ProblemIssue>? Issues { get; init; }

    /// <summary>Names that the offending one may have meant, nearest first.</summary>
    public IReadOnlyList<string>? Nearest { get; init; }

    /// <summary>What validation found, where that is the problem.</summary>
    public IReadOnlyList<Definitions.FindingBody>? Findings { get; init; }

    /// <summary>The body of a problem.</summary>
    public static ProblemBody Of(Problem problem) => new()
    {
        Title = ReasonPhrases.GetReasonPhrase(ProblemStatus.Of(problem)),
        Status = ProblemStatus.Of(problem),
        Code = problem.Code,
        Detail = problem.Message,
        Pointer = problem.Pointer,
        NextStep = problem.NextStep,
        Issues = problem.Issues,
        Nearest = problem.Nearest.Count == 0 ? null : problem.Nearest,
    };
}
