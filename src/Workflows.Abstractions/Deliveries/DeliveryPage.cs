using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Deliveries;

/// <summary>
/// The deliveries of one trigger slice in one row: what every event from <paramref name="First"/> to <paramref name="Last"/> did. One row
/// for a whole slice keeps the cost of "nothing is skipped silently" near zero.
/// </summary>
/// <param name="Stream">The stream.</param>
/// <param name="First">The first sequence on the page.</param>
/// <param name="Last">The last sequence on the page.</param>
/// <param name="Body">The deliveries, in the format of the trigger (UTF-8 JSON); opaque to the store.</param>
public sealed record DeliveryPage(StreamId Stream, long First, long Last, ReadOnlyMemory<byte> Body);
