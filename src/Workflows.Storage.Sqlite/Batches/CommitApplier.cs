using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Metrics;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Writes the rows of commits, one commit after the other, in the open transaction.</summary>
internal sealed partial class CommitApplier(CommitStatements statements)
{
    private readonly CounterTotals counters = new();

    /// <summary>Writes a commit. Returns null when every row was written, else why not; then some of its rows may be there.</summary>
    public CommitOutcome? Apply(Commit commit)
    {
        var failure = CheckPositions(commit) ?? CheckDedupe(commit) ?? ApplyRuns(commit) ?? ApplyWaits(commit) ?? ApplySchedules(commit)
            ?? ApplyEvents(commit) ?? ApplyDeliveries(commit) ?? ApplyTasks(commit) ?? ApplyLinks(commit) ?? ApplyCommands(commit);
        if (failure is null) Count(commit.Counters);
        return failure;
    }

    /// <summary>Forgets the counters of a transaction that was rolled back.</summary>
    public void Reset() => counters.Rows.Clear();

    /// <summary>Writes the counters of all applied commits, added up.</summary>
    public void WriteCounters()
    {
        foreach (var (key, value) in counters.Rows)
        {
            statements.AddToCounter.Bind(key.Tenant).Bind(key.Kind).Bind(key.Subject).Bind(key.Hour).Bind(value.Count).Bind(value.Sum).Run();
        }

        counters.Rows.Clear();
    }

    private CommitOutcome? CheckPositions(Commit commit)
    {
        if (commit.Head is { } head && !Move(head, statements.InsertHead, statements.MoveHead))
            return new CommitOutcome.Conflict($"head of stream {head.Stream} is not {head.Expected}");
        if (commit.Cursor is { } cursor && !Move(cursor, statements.InsertCursor, statements.MoveCursor))
            return new CommitOutcome.Conflict($"cursor of stream {cursor.Stream} is not {cursor.Expected}");
        return null;
    }

    private static bool Move(StreamMove move, Statement insert, Statement update)
    {
        var statement = BindStream(move.Expected == 0 ? insert : update, move.Stream).Bind(move.New);
        return (move.Expected == 0 ? statement : statement.Bind(move.Expected)).Run() == 1;
    }

    private CommitOutcome? CheckDedupe(Commit commit)
    {
        List<DedupeEntry>? known = null;
        foreach (var entry in commit.Dedupe)
        {
            var added = statements.InsertDedupe
                .Bind(entry.Tenant.Value).Bind(entry.IdHash).Bind(entry.ContentHash).Bind(entry.Key.Value).Bind(entry.Sequence).Run();
            if (added == 0) (known ??= []).Add(FindDedupe(entry));
        }

        return known is null ? null : new CommitOutcome.Duplicate(known);
    }

    private DedupeEntry FindDedupe(DedupeEntry entry)
    {
        var find = statements.FindDedupe.Bind(entry.Tenant.Value).Bind(entry.IdHash);
        try
        {
            find.Step();
            return entry with { ContentHash = find.GetLong(0), Key = new EventKey(find.GetGuid(1)), Sequence = find.GetLong(2) };
        }
        finally
        {
            find.Reset();
        }
    }

    private CommitOutcome? ApplyEvents(Commit commit)
    {
        foreach (var item in commit.Events)
        {
            if (InsertEvent(item) == 0) return new CommitOutcome.Conflict($"event {item.Key} exists");
        }

        foreach (var page in commit.Deliveries)
        {
            if (BindStream(statements.InsertDelivery, page.Stream).Bind(page.First).Bind(page.Last).BindText(page.Body).Run() == 0)
                return new CommitOutcome.Conflict($"deliveries of stream {page.Stream} up to {page.Last} exist");
        }

        return null;
    }

    private int InsertEvent(StoredEvent item) =>
        BindStream(statements.InsertEvent.Bind(item.Key.Value), item.Stream)
            .Bind(item.Sequence)
            .Bind(item.OccurredAt.ToUnixTimeMilliseconds())
            .Bind((long)item.Flags)
            .Bind(item.Source)
            .Bind(item.ExternalId)
            .Bind(item.CorrelationId)
            .BindText(item.Payload)
            .BindTextOrNull(item.Extra)
            .Run();

    private void Count(List<CounterDelta> deltas)
    {
        foreach (var delta in deltas) counters.Add(delta);
    }

    private static Statement BindStream(Statement statement, StreamId stream) =>
        statement.Bind(stream.Tenant.Value).Bind(stream.Type.Value).Bind(stream.Lane);
}
