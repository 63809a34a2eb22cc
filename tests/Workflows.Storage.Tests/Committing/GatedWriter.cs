using System.Threading.Channels;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Committing;

/// <summary>A batch writer that shows each batch to the test and waits for it to say what becomes of it.</summary>
internal sealed class GatedWriter : IBatchWriter
{
    private readonly Channel<Gate> batches = Channel.CreateUnbounded<Gate>();

    public int Concurrency { get; set; } = 1;

    public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
    {
        var gate = new Gate(batch);
        await batches.Writer.WriteAsync(gate, cancellationToken);
        return await gate.Outcomes.Task;
    }

    /// <summary>The next batch that is being written.</summary>
    public async Task<Gate> NextAsync() => await batches.Reader.ReadAsync(TestContext.Current.CancellationToken);

    internal sealed class Gate(IReadOnlyList<Commit> commits)
    {
        public IReadOnlyList<Commit> Commits => commits;

        public TaskCompletionSource<IReadOnlyList<CommitOutcome>> Outcomes { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Lets the batch end; without outcomes, every commit is committed.</summary>
        public Gate Release(params CommitOutcome[] outcomes)
        {
            Outcomes.SetResult(outcomes.Length > 0 ? outcomes : [.. commits.Select(_ => CommitOutcome.Committed.Instance)]);
            return this;
        }

        public void Fail(Exception error) => Outcomes.SetException(error);
    }
}
