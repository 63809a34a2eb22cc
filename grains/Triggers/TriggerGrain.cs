using Orleans.Streams;
using Workflows.Abstractions.Ids;
using Workflows.Grains.Feed;
using Workflows.Grains.Placement;
using Workflows.Grains.Wire;
using Workflows.Hosting.Triggers;

namespace Workflows.Grains.Triggers;

/// <summary>
/// The trigger entity in the cluster, on the silo of its stream. Reentrant, so that batches and waiters queue up while a slice is committed.
/// </summary>
[Reentrant]
[KeyPlacement]
[ImplicitStreamSubscription(EventFeed.Namespace)]
internal sealed class TriggerGrain : Grain, IDisposable, ITriggerGrain, IAsyncObserver<BatchWire>, IMovable
{
    /// <summary>How long one question is answered at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SiloEngine engine;
    private StreamId stream;
    private TriggerEntity entity = null!;
    private Turns<TriggerMessage> turns = null!;

    public TriggerGrain(SiloEngine engine) => this.engine = engine;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        stream = EntityKey.Stream(key);
        entity = new TriggerEntity(stream, engine.Context, engine.Router, engine.Executor);
        turns = new Turns<TriggerMessage>(entity.ProcessAsync, engine.OnFault);
        await this.GetStreamProvider(EventFeed.Name).GetStream<BatchWire>(EventFeed.IdOf(key)).SubscribeAsync(this);
        engine.Enter("trigger", this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        turns.Drained.WaitAsync(cancellationToken);

    public void Dispose() => engine.Leave("trigger", this);

    public Task PokeAsync()
    {
        turns.Post(TriggerMessage.Poke);
        return Task.CompletedTask;
    }

    public async Task<DeliveriesWire[]?> WhenProcessedAsync(long[] sequences, Guid[] keys, bool isAgain)
    {
        var waiter = new ProcessedWaiter(sequences.Length);
        turns.Post(new TriggerMessage([], [.. sequences.Select(sequence => KeyValuePair.Create(sequence, waiter))]));
        if (isAgain) turns.Post(TriggerMessage.Poke);
        try
        {
            await waiter.Done.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            return null;
        }

        var found = keys.Select(key => (Key: new EventKey(key), Entries: waiter.Find(new EventKey(key))));
        return [.. found.Where(item => item.Entries is not null).Select(item => DeliveriesWire.Of(item.Key, item.Entries!))];
    }

    /// <summary>A batch from the stream. It is only queued here, so that the stream goes on with the batches of others.</summary>
    Task IAsyncObserver<BatchWire>.OnNextAsync(BatchWire item, StreamSequenceToken? token)
    {
        turns.Post(entity.Admit(new TriggerMessage(item.Read(stream), [])));
        return Task.CompletedTask;
    }

    Task IAsyncObserver<BatchWire>.OnErrorAsync(Exception ex) => PokeAsync();
}
