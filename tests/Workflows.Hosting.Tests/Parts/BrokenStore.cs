using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Parts;

/// <summary>A real store with a defect that can be mended: it throws what no store is expected to throw.</summary>
internal sealed class BrokenStore(IStore inner) : StoreDecorator(inner)
{
    private int failures;

    /// <summary>How many calls the defect hits.</summary>
    public int Defects { get; set; }

    public override IBatchWriter Writer { get; } = inner.Writer;

    public override IEventReader Events => Hit() ? throw Defect() : base.Events;

    public override IRunReader Runs => Hit() ? throw Defect() : base.Runs;

    public override Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        Hit() ? throw Defect() : base.MaintainAsync(now, retention, cancellationToken);

    private bool Hit() => Interlocked.Increment(ref failures) <= Defects;

    private static InvalidOperationException Defect() => new("a defect");
}
