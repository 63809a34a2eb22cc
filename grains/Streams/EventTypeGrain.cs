using Workflows.Grains.Placement;
using Workflows.Grains.Wire;
using Workflows.Hosting.Streams;

namespace Workflows.Grains.Streams;

/// <summary>
/// The event stream entity in the cluster. Reentrant, so that requests that come in during a commit go into the next one together.
/// </summary>
[Reentrant]
[KeyPlacement]
internal sealed class EventTypeGrain : Grain, IDisposable, IEventTypeGrain, IMovable
{
    private readonly SiloEngine engine;
    private EventStreamEntity entity = null!;
    private Turns<AppendRequest> turns = null!;

    public EventTypeGrain(SiloEngine engine) => this.engine = engine;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        entity = new EventStreamEntity(EntityKey.Stream(this.GetPrimaryKeyString()), engine.Context, engine.Router);
        turns = new Turns<AppendRequest>(entity.AppendAsync, engine.OnFault);
        engine.Enter("stream", this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        turns.Drained.WaitAsync(cancellationToken);

    public void Dispose() => engine.Leave("stream", this);

    public async Task<AppendedWire> AppendAsync(AppendWire events)
    {
        var request = new AppendRequest(events.Read(), null);
        if (!entity.TryEnter(request.Events.Count))
            return new AppendedWire([.. request.Events.Select(_ => new AppendResult(default, 0, Problem: StreamProblems.Busy))]);
        turns.Post(request);
        return new AppendedWire(await request.Completion);
    }
}
