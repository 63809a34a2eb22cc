using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Storage.Events;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Postgres.Events;

/// <summary>
/// Reads a stream from the partitions of the last day first: a trigger nearly always reads what just came in, and the position alone does not
/// tell in which of many partitions an event is. Sequences have no gaps, so it is seen whether something older is missing.
/// </summary>
internal sealed class PostgresEventReader(SqlDatabase database, TimeProvider clock) : EventReader(database)
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<StoredEvent>> ReadAsync(
        StreamId stream, long after, int limit, CancellationToken cancellationToken)
    {
        var floor = IdSource.Floor(clock.GetUtcNow() - Recent);
        var recent = await ReadAsync(stream, after, limit, floor, cancellationToken);
        if (IsWithoutGaps(recent, after)) return recent;
        if (recent.Count == 0 && (await GetPositionAsync(stream, cancellationToken)).Head <= after) return recent;
        return await base.ReadAsync(stream, after, limit, cancellationToken);
    }

    private static bool IsWithoutGaps(List<StoredEvent> events, long after) =>
        events.Count > 0 && events[0].Sequence == after + 1 && events[^1].Sequence == after + events.Count;
}
