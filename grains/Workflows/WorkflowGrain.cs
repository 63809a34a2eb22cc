using Workflows.Grains.Placement;
using Workflows.Hosting.Gates;

namespace Workflows.Grains.Workflows;

/// <summary>The workflow entity in the cluster: pauses, limits and held deliveries. It leaves memory when nothing is held.</summary>
[Reentrant]
[KeyPlacement]
internal sealed class WorkflowGrain : Grain, IDisposable, IWorkflowGrain, IMovable
{
    private const string Kind = "workflow";
    private readonly SiloEngine engine;
    private WorkflowEntity entity = null!;
    private Turns<WorkflowMessage> turns = null!;

    public WorkflowGrain(SiloEngine engine) => this.engine = engine;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (tenant, workflow) = EntityKey.Workflow(this.GetPrimaryKeyString());
        entity = new WorkflowEntity(tenant, workflow, engine.Context, engine.Router, engine.Executor);
        turns = new Turns<WorkflowMessage>(entity.ProcessAsync, engine.OnFault, OnIdle);
        engine.Enter(Kind, this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        turns.Drained.WaitAsync(cancellationToken);

    public void Dispose() => engine.Leave(Kind, this);

    public Task TellAsync(WorkflowWire message)
    {
        turns.Post(message.Read());
        return Task.CompletedTask;
    }

    public Task TurnAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.Post(new WorkflowMessage.Turn(done));
        return done.Task;
    }

    private void OnIdle()
    {
        if (entity.IsIdle) DeactivateOnIdle();
    }
}
