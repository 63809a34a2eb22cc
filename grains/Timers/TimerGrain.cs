using Workflows.Grains.Placement;
using Workflows.Hosting.Timers;

namespace Workflows.Grains.Timers;

/// <summary>
/// A timer shard in the cluster. A reminder brings it back to life within a minute wherever it was lost; while it lives, its own timer has
/// millisecond resolution.
/// </summary>
[Reentrant]
[KeepAlive]
[KeyPlacement]
internal sealed class TimerGrain : Grain, IDisposable, ITimerGrain, IRemindable, IMovable
{
    private readonly SiloEngine engine;
    private TimerShardEntity? entity;
    private Turns<TimerMessage> turns = null!;

    public TimerGrain(SiloEngine engine) => this.engine = engine;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var self = this.AsReference<ITimerGrain>();
        entity = new TimerShardEntity(
            EntityKey.Shard(this.GetPrimaryKeyString()), engine.Context, engine.Router, () => self.WakeAsync().Ignore());
        turns = new Turns<TimerMessage>(entity.FireAsync, engine.OnFault);
        await Reminders.KeepAliveAsync(this);
        engine.Enter("timer", this);
        turns.Post(default);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        turns.Drained.WaitAsync(cancellationToken);

    public void Dispose()
    {
        entity?.Dispose();
        engine.Leave("timer", this);
    }

    public Task AddAsync(DueWire wait)
    {
        turns.Post(new TimerMessage(wait.Read()));
        return Task.CompletedTask;
    }

    public Task RereadAsync()
    {
        turns.Post(new TimerMessage(null, Reread: true));
        return Task.CompletedTask;
    }

    public Task WakeAsync()
    {
        turns.Post(default);
        return Task.CompletedTask;
    }

    /// <summary>The reminder has done its work by activating the grain; a look at the time does no harm.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => WakeAsync();
}
