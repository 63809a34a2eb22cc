using Orleans.Placement;
using Workflows.Grains.Wire;
using Workflows.Hosting.Runs;

namespace Workflows.Grains.Runs;

/// <summary>
/// The run entity in the cluster. It comes to life where it is first told something: beside the trigger that started or resumed it. Reentrant,
/// so that telling never waits for a commit, and it leaves memory when nothing is under way.
/// </summary>
[Reentrant]
[PreferLocalPlacement]
internal sealed class RunGrain : Grain, IDisposable, IRunGrain
{
    private readonly SiloEngine engine;
    private RunEntity entity = null!;
    private Turns<RunMessage> turns = null!;

    public RunGrain(SiloEngine engine) => this.engine = engine;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (tenant, run) = EntityKey.Run(this.GetPrimaryKeyString());
        entity = new RunEntity(tenant, run, engine.Context, engine.Router, engine.Executor);
        turns = new Turns<RunMessage>(entity.HandleAsync, engine.OnFault, OnIdle);
        engine.Enter("run", this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        turns.Drained.WaitAsync(cancellationToken);

    public void Dispose() => engine.Leave("run", this);

    public Task TellAsync(RunWire message)
    {
        turns.Post(message.Read());
        return Task.CompletedTask;
    }

    public Task<CommandAnswerWire> ExecuteAsync(CommandWire command)
    {
        var answer = new TaskCompletionSource<CommandAnswerWire>(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.Post(new RunMessage.Command(command.Read(), result => answer.TrySetResult(new CommandAnswerWire(result))));
        return answer.Task;
    }

    private void OnIdle()
    {
        if (entity.IsIdle) DeactivateOnIdle();
    }
}
