using Workflows.Abstractions.Events;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Ingest;

/// <summary>What the check of a payload came to: the event as it is stored, or why it is refused.</summary>
internal readonly record struct PayloadVerdict
{
    /// <summary>Why the event is refused; null when it is not.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The payload, completed where its schema asks for what the server knows.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>Whether anything was filled in.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>The rest of the envelope with the provenance of the schema.</summary>
    public JsonValue Extra { get; init; }

    /// <summary>Marks of the stored event.</summary>
    public EventFlags Flags { get; init; }

    /// <summary>What the publisher should know; null when there is nothing.</summary>
    public IngestWarning? Warning { get; init; }

    /// <summary>The row for the rejected log; null when the payload is fine or was refused for another reason.</summary>
    public RejectedEvent? Rejected { get; init; }

    /// <summary>A refusal.</summary>
    public static PayloadVerdict Refuse(Problem problem, RejectedEvent? rejected = null) => new() { Problem = problem, Rejected = rejected };
}
