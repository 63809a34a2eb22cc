using System.ComponentModel.DataAnnotations;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Committing;
using Workflows.Storage.Tests.Conformance;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Committing;

public sealed class CommitterTests
{
    private readonly GatedWriter writer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoneCommit_IsWrittenAtOnce()
    {
        await using var committer = new Committer(writer);
        var commit = new Commit();
        var outcome = committer.CommitAsync(commit, Token).AsTask();

        (await writer.NextAsync()).Release().Commits.ShouldBe([commit]);
        (await outcome).ShouldBe(CommitOutcome.Committed.Instance);
    }

    [Fact]
    public async Task CommitsThatWaited_AreWrittenTogether_InOrder()
    {
        await using var committer = new Committer(writer);
        var first = committer.CommitAsync(new Commit(), Token).AsTask();
        var running = await writer.NextAsync();
        var commits = Enumerable.Range(0, 20).Select(_ => new Commit()).ToArray();
        var outcomes = commits.Select(commit => committer.CommitAsync(commit, Token).AsTask()).ToArray();

        first.IsCompleted.ShouldBeFalse();
        running.Release();
        (await writer.NextAsync()).Release().Commits.ShouldBe(commits);
        (await Task.WhenAll(outcomes)).ShouldAllBe(outcome => outcome.IsCommitted);
    }

    [Fact]
    public async Task Outcomes_GoToTheirOwnCommits()
    {
        await using var committer = new Committer(writer);
        var first = committer.CommitAsync(new Commit(), Token).AsTask();
        var running = await writer.NextAsync();
        var outcomes = Enumerable.Range(0, 3).Select(_ => committer.CommitAsync(new Commit(), Token).AsTask()).ToArray();
        running.Release();
        await first;

        var conflict = new CommitOutcome.Conflict("stale");
        (await writer.NextAsync()).Release(CommitOutcome.Committed.Instance, conflict, CommitOutcome.Committed.Instance);

        (await Task.WhenAll(outcomes)).ShouldBe([CommitOutcome.Committed.Instance, conflict, CommitOutcome.Committed.Instance]);
    }

    [Fact]
    public async Task Batch_IsBoundedByCommits() =>
        (await BatchSizesAsync(new CommitterOptions { MaxBatchCommits = 4 }, 10, _ => new Commit())).ShouldBe([4, 4, 2]);

    [Fact]
    public async Task Batch_IsBoundedByRows_ButTakesALargeCommitAlone() =>
        (await BatchSizesAsync(new CommitterOptions { MaxBatchRows = 10 }, 5, i => WithEvents(i == 2 ? 30 : 4, 0))).ShouldBe([2, 1, 2]);

    [Fact]
    public async Task Batch_IsBoundedByBytes() =>
        (await BatchSizesAsync(new CommitterOptions { MaxBatchBytes = 64 * 1024 }, 5, _ => WithEvents(1, 30 * 1024))).ShouldBe([2, 2, 1]);

    [Fact]
    public async Task FullQueue_MakesCallersWait_AndTheyMayGiveUp()
    {
        await using var committer = new Committer(writer, new CommitterOptions { QueueLength = 1 });
        var running = committer.CommitAsync(new Commit(), Token).AsTask();
        var gate = await writer.NextAsync();
        var queued = committer.CommitAsync(new Commit(), Token).AsTask();
        using var giveUp = new CancellationTokenSource();
        var waiting = committer.CommitAsync(new Commit(), giveUp.Token).AsTask();

        waiting.IsCompleted.ShouldBeFalse();
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        gate.Release();
        (await writer.NextAsync()).Release().Commits.Count.ShouldBe(1);
        await Task.WhenAll(running, queued);
    }

    [Fact]
    public async Task WriterThatThrows_LeavesTheOutcomeUnknown_AndTheCommitterGoesOn()
    {
        await using var committer = new Committer(writer);
        var first = committer.CommitAsync(new Commit(), Token).AsTask();
        (await writer.NextAsync()).Fail(new InvalidOperationException("broken"));

        (await first).ShouldBeOfType<CommitOutcome.Unknown>().Error.InnerException.ShouldBeOfType<InvalidOperationException>();
        var second = committer.CommitAsync(new Commit(), Token).AsTask();
        (await writer.NextAsync()).Release();
        (await second).IsCommitted.ShouldBeTrue();
    }

    [Fact]
    public async Task WriterWithTwoConnections_WritesTwoBatchesAtTheSameTime()
    {
        writer.Concurrency = 2;
        await using var committer = new Committer(writer);
        var first = committer.CommitAsync(new Commit(), Token).AsTask();
        var gate = await writer.NextAsync();
        var second = committer.CommitAsync(new Commit(), Token).AsTask();
        (await writer.NextAsync()).Release();

        (await second).IsCommitted.ShouldBeTrue();
        first.IsCompleted.ShouldBeFalse();
        gate.Release();
        (await first).IsCommitted.ShouldBeTrue();
    }

    [Fact]
    public async Task Dispose_WritesWhatIsQueued_AndTakesNoMore()
    {
        var committer = new Committer(writer);
        var first = committer.CommitAsync(new Commit(), Token).AsTask();
        var gate = await writer.NextAsync();
        var queued = committer.CommitAsync(new Commit(), Token).AsTask();
        var disposing = committer.DisposeAsync().AsTask();

        disposing.IsCompleted.ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await committer.CommitAsync(new Commit(), Token));
        gate.Release();
        (await writer.NextAsync()).Release();
        await disposing;
        (await Task.WhenAll(first, queued)).ShouldAllBe(outcome => outcome.IsCommitted);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused() =>
        Should.Throw<ValidationException>(() => new Committer(writer, new CommitterOptions { MaxBatchCommits = 0 }));

    /// <summary>The sizes of the batches in which a number of waiting commits are written.</summary>
    private async Task<List<int>> BatchSizesAsync(CommitterOptions options, int count, Func<int, Commit> make)
    {
        await using var committer = new Committer(writer, options);
        var first = committer.CommitAsync(new Commit(), Token).AsTask();
        var gate = await writer.NextAsync();
        var outcomes = Enumerable.Range(0, count).Select(i => committer.CommitAsync(make(i), Token).AsTask()).ToArray();
        gate.Release();

        var sizes = new List<int>();
        while (sizes.Sum() < count) sizes.Add((await writer.NextAsync()).Release().Commits.Count);
        await Task.WhenAll([first, .. outcomes]);
        return sizes;
    }

    private static Commit WithEvents(int count, int bytes)
    {
        var rows = new Rows(new ManualClock());
        var commit = new Commit();
        for (var i = 0; i < count; i++)
            commit.Events.Add(rows.Event(new StreamId(new TenantId(1), new EventTypeId(1), 0), i + 1) with { Payload = new byte[bytes] });
        return commit;
    }
}
