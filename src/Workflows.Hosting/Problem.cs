namespace Workflows.Hosting;

/// <summary>A refused request: what is wrong, where, and what to do next. The gateway renders it as an RFC 9457 problem.</summary>
/// <param name="Kind">The family of the refusal; decides the HTTP status.</param>
/// <param name="Code">The stable code: <c>UNKNOWN_EVENT_TYPE</c>.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Pointer">The JSON pointer (RFC 6901) of the offending value in the request; null where it concerns the whole.</param>
/// <param name="NextStep">What the caller can do about it.</param>
public sealed record Problem(ProblemKind Kind, string Code, string Message, string? Pointer = null, string? NextStep = null)
{
    /// <summary>Every single thing that is wrong, where there may be several; null else.</summary>
    public IReadOnlyList<ProblemIssue>? Issues { get; init; }

    /// <summary>Names that the offending one may have meant, nearest first; empty where that makes no sense.</summary>
    public IReadOnlyList<string> Nearest { get; init; } = [];
}

/// <summary>One of several things that are wrong with a request.</summary>
/// <param name="Pointer">The JSON pointer of the offending value in the request.</param>
/// <param name="Keyword">The keyword of the schema that it breaks.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record ProblemIssue(string Pointer, string Keyword, string Message);

/// <summary>The family of a refusal.</summary>
public enum ProblemKind
{
    /// <summary>The request is wrong: 400.</summary>
    Invalid,

    /// <summary>What it names does not exist for this tenant: 404.</summary>
    NotFound,

    /// <summary>It contradicts the present state: 409.</summary>
    Conflict,

    /// <summary>The revision that it was based on is stale: 412.</summary>
    Stale,

    /// <summary>It is too large: 413.</summary>
    TooLarge,

    /// <summary>Too many requests: 429.</summary>
    Limited,

    /// <summary>The store or a queue cannot take it now; nothing was lost that was acknowledged: 503.</summary>
    Unavailable,
}
