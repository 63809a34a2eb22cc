using System.Reflection;
using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>A real store whose operations fail as a plan says: reads throw, and batches have the outcome of the fault.</summary>
/// <param name="inner">The store.</param>
/// <param name="plan">What fails.</param>
/// <param name="alsoOperators">Whether that is also what workers, schedules and jobs ask for.</param>
internal sealed class FaultyStore(IStore inner, FaultPlan plan, bool alsoOperators = false) : StoreDecorator(inner)
{
    public override IBatchWriter Writer { get; } = new FaultyWriter(inner.Writer, plan);

    public override IEventReader Events { get; } = FaultyReader<IEventReader>.Of(inner.Events, plan);

    public override IRunReader Runs { get; } = FaultyReader<IRunReader>.Of(inner.Runs, plan);

    public override IDeliveryReader Deliveries { get; } = FaultyReader<IDeliveryReader>.Of(inner.Deliveries, plan);

    public override ITaskReader Tasks { get; } = FaultyReader<ITaskReader>.Of(inner.Tasks, plan);

    public override IWorkflowStore Workflows { get; } = FaultyReader<IWorkflowStore>.Of(inner.Workflows, plan);

    public override ICatalogStore Catalog { get; } = FaultyReader<ICatalogStore>.Of(inner.Catalog, plan);

    public override IWorkerStore Workers { get; } = alsoOperators ? FaultyReader<IWorkerStore>.Of(inner.Workers, plan) : inner.Workers;

    public override IScheduleStore Schedules { get; } = alsoOperators ? FaultyReader<IScheduleStore>.Of(inner.Schedules, plan) : inner.Schedules;

    public override ICalendarStore Calendars { get; } = alsoOperators ? FaultyReader<ICalendarStore>.Of(inner.Calendars, plan) : inner.Calendars;

    public override IOperationStore Operations { get; } = alsoOperators ? FaultyReader<IOperationStore>.Of(inner.Operations, plan) : inner.Operations;

    private sealed class FaultyWriter(IBatchWriter inner, FaultPlan plan) : IBatchWriter
    {
        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            if (!plan.Strikes()) return await inner.WriteAsync(batch, cancellationToken);
            if (plan.Fault == Fault.UnknownButWritten) await inner.WriteAsync(batch, cancellationToken);
            CommitOutcome outcome = plan.Fault is Fault.UnknownButWritten or Fault.UnknownAndNotWritten
                ? new CommitOutcome.Unknown(plan.Exception())
                : new CommitOutcome.Failed(plan.Exception());
            return [.. batch.Select(_ => outcome)];
        }
    }

    /// <summary>Stands before a reader of the port; every call is an operation.</summary>
    internal class FaultyReader<T> : DispatchProxy
        where T : class
    {
        private T inner = null!;
        private FaultPlan plan = null!;

        public static T Of(T inner, FaultPlan plan)
        {
            var proxy = Create<T, FaultyReader<T>>();
            var reader = (FaultyReader<T>)(object)proxy;
            (reader.inner, reader.plan) = (inner, plan);
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (plan.Strikes()) throw plan.Exception();
            return targetMethod!.Invoke(inner, args);
        }
    }
}
