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
        engine.Census.Enter(Kind, this);
        foreach (var duty in engine.Duties) duty.Start();
        recovery.Request();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        engine.Census.Leave(Kind, this);
        recovery.Dispose();
        await Task.WhenAll(engine.Duties.Select(duty => duty.StopAsync())).WaitAsync(cancellationToken);
    }

    public Task RecoverAsync()
    {
        recovery.Request();
        return Task.CompletedTask;
    }

    public Task<KeeperState> DescribeAsync() => Task.FromResult(state.State);

    public Task ReceiveReminder(string reminderName, TickStatus status) => RecoverAsync();

    /// <summary>Of two keepers that live at one time, the second to write finds another version and is not activated.</summary>
    private Task NoteAsync()
    {
        state.State = new KeeperState
        {
            Silo = engine.Silo, Since = engine.Context.Clock.GetUtcNow(), Takeovers = state.State.Takeovers + 1,
        };
        return state.WriteStateAsync();
    }
}
