using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Ingest;

/// <summary>The answer to one submitted event.</summary>
/// <param name="Id">The event's id, given or made; null when it was refused before it had one.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Sequence">Its place in its stream; 0 when it was refused.</param>
/// <param name="Deliveries">What it did, when the caller waited for the trigger; null otherwise.</param>
/// <param name="Problem">Why it was refused; null when it was not.</param>
/// <param name="Warning">What its publisher should know although it was accepted; null when there is nothing.</param>
public sealed record IngestResult(
    string? Id, IngestStatus Status, long Sequence = 0, IReadOnlyList<DeliveryView>? Deliveries = null, Problem? Problem = null,
    IngestWarning? Warning = null);

/// <summary>What became of a submitted event.</summary>
public enum IngestStatus
{
    /// <summary>It is durable.</summary>
    Accepted,

    /// <summary>It was accepted before, with the same content; the answer is the first one's, and nothing was done.</summary>
    Duplicate,

    /// <summary>It was refused; see the problem.</summary>
    Rejected,
}
