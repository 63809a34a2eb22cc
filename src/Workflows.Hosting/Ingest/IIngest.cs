using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Ingest;

/// <summary>Takes events into the log.</summary>
public interface IIngest
{
    /// <summary>
    /// Takes events; answers one result an event, in order, when every accepted one is durable. Events of one request and one correlation
    /// id keep their order.
    /// </summary>
    /// <param name="tenant">The tenant of the credential.</param>
    /// <param name="events">1 to 1,000 events.</param>
    /// <param name="waitProcessed">
    /// Answer after the trigger has committed what the events did. When that takes longer than the wait limit (10 s), or the
    /// process stops meanwhile, the result has no deliveries yet; the events are durable all the same.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; an event that was handed to its stream is stored all the same.</param>
    Task<IReadOnlyList<IngestResult>> SubmitAsync(
        TenantId tenant, IReadOnlyList<EventSubmission> events, bool waitProcessed, CancellationToken cancellationToken);
}
