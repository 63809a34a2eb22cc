namespace Workflows.Hosting.Ingest;

/// <summary>A publish request, read.</summary>
/// <param name="IsSingle">Whether the body was one object; its answer is one object too.</param>
/// <param name="Items">The events in the order of the body; at least one.</param>
public sealed record EnvelopeBatch(bool IsSingle, IReadOnlyList<EnvelopeItem> Items);

/// <summary>One event of a publish request: a submission, or the problem with it.</summary>
/// <param name="Event">The submission; null when the item was refused.</param>
/// <param name="Problem">Why it was refused; its pointer leads into the request body.</param>
/// <param name="Id">The publisher's id as far as it could be read.</param>
public readonly record struct EnvelopeItem(EventSubmission? Event, Problem? Problem, string? Id);
