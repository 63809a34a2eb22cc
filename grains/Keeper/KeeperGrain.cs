using Workflows.Hosting.Recovery;

namespace Workflows.Grains.Keeper;

/// <summary>
/// Has the recovery pass and the duties. A reminder brings it back to life within a minute wherever it was lost, and asks for a pass each time,
/// so that a message that was lost unseen costs a minute at most.
/// </summary>
[Reentrant]
[KeepAlive]
internal sealed class KeeperGrain : Grain, IKeeperGrain, IRemindable
{
    private readonly SiloEngine engine;
    private RecoveryPass recovery = null!;

    public KeeperGrain(SiloEngine engine) => this.engine = engine;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        recovery = new RecoveryPass(engine.Context, engine.Router, engine.Router.RereadTimers);
        await Reminders.KeepAliveAsync(this);
        engine.Census.Enter(this);
        foreach (var duty in engine.Duties) duty.Start();
        recovery.Request();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        engine.Census.Leave(this);
        recovery.Dispose();
        await Task.WhenAll(engine.Duties.Select(duty => duty.StopAsync())).WaitAsync(cancellationToken);
    }

    public Task RecoverAsync()
    {
        recovery.Request();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => RecoverAsync();
}
