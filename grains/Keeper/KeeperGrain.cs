using Workflows.Hosting.Recovery;

namespace Workflows.Grains.Keeper;

/// <summary>
/// Has the recovery pass and the duties. A reminder brings it back to life within a minute wherever it was lost, and has it look each time for
/// what was lost unseen.
/// </summary>
[Reentrant]
[KeepAlive]
internal sealed class KeeperGrain : Grain, IDisposable, IKeeperGrain, IRemindable
{
    private const string Kind = "keeper";
    private readonly SiloEngine engine;
    private readonly IPersistentState<KeeperState> state;
    private RecoveryPass recovery = null!;

    public KeeperGrain(SiloEngine engine, [PersistentState(Kind)] IPersistentState<KeeperState> state) =>
        (this.engine, this.state) = (engine, state);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        recovery = new RecoveryPass(engine.Context, engine.Router, engine.Router.RereadTimers);
        await Reminders.KeepAliveAsync(this);
        await NoteAsync();
        engine.Enter(Kind, this);
        foreach (var duty in engine.Duties) duty.Start();
        recovery.Request();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        recovery.Dispose();
        await Task.WhenAll(engine.Duties.Select(duty => duty.StopAsync())).WaitAsync(cancellationToken);
    }

    public void Dispose() => engine.Leave(Kind, this);

    public Task RecoverAsync()
    {
        recovery.Request();
        return Task.CompletedTask;
    }

    public Task<KeeperState> DescribeAsync() => Task.FromResult(state.State);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        recovery.Look();
        return Task.CompletedTask;
    }

    /// <summary>For operators. Two keepers may live for a moment, while the cluster is split: duties bear that.</summary>
    private Task NoteAsync()
    {
        state.State = new KeeperState { Silo = engine.Silo, Since = engine.Context.Clock.GetUtcNow() };
        return state.WriteStateAsync();
    }
}
