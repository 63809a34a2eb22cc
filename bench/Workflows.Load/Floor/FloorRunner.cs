using Workflows.Abstractions.Storage;
using Workflows.Storage.Committing;

namespace Workflows.Load.Floor;

/// <summary>Writes the same rows bare and through the committer, in turns, so that both see the same machine.</summary>
public sealed class FloorRunner(IFloor floor, FloorShape shape)
{
    // Each round has its own event types, so that both ways begin with new streams.
    private int series;

    /// <summary>How many commits a transaction of the last round had, on average.</summary>
    public double CommitsPerBatch { get; private set; }

    /// <summary>One round: the floor, then the committer.</summary>
    public async Task<(FloorMeasurement Floor, FloorMeasurement Committer)> RoundAsync(int runs)
    {
        var bare = await MakeAsync(runs);
        var bareResult = await FloorMeasurement.OfAsync("floor", runs, floor.Meter, () => floor.WriteAsync(Chunks(bare)));
        var packed = await MakeAsync(runs);
        var packedResult = await FloorMeasurement.OfAsync("committer", runs, floor.Meter, () => CommitAsync(packed));
        return (bareResult, packedResult);
    }

    private async Task<List<List<FloorStep>>> MakeAsync(int runs)
    {
        var tenant = await floor.Store.Tenants.GetOrAddAsync("bench", TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var type = await floor.Store.Catalog.GetOrAddTypeAsync($"BENCH_{++series}", CancellationToken.None);
        var workload = new FloorWorkload(tenant.Id, type, shape);
        var steps = Enumerable.Range(0, shape.Lanes).Select(_ => new List<FloorStep>()).ToList();
        for (var i = 0; i < runs / shape.EventsPerCommit; i++) steps[i % shape.Lanes].Add(workload.Next(i % shape.Lanes));
        return steps;
    }

    private List<FloorStep[]> Chunks(List<List<FloorStep>> lanes) =>
        [.. lanes.SelectMany(lane => lane).Chunk(Math.Max(1, shape.RunsPerTransaction / shape.EventsPerCommit))];

    /// <summary>As entities do it: each lane waits for its outcome before the next commit, and the trigger follows its stream.</summary>
    private async Task CommitAsync(List<List<FloorStep>> lanes)
    {
        var writer = new CountingWriter(floor.Store.Writer);
        await using var committer = new Committer(writer);
        await Task.WhenAll(lanes.Select(lane => CommitLaneAsync(committer, lane)));
        CommitsPerBatch = writer.CommitsPerBatch;
    }

    private static async Task CommitLaneAsync(Committer committer, List<FloorStep> steps)
    {
        foreach (var step in steps)
        {
            await CommitAsync(committer, step.Append);
            await CommitAsync(committer, step.Start);
        }
    }

    private static async Task CommitAsync(Committer committer, Commit commit)
    {
        var outcome = await committer.CommitAsync(commit, CancellationToken.None);
        if (!outcome.IsCommitted) throw new InvalidOperationException($"The store did not take a commit: {outcome}");
    }
}
