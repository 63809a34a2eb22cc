using System.Reflection;
using Workflows.Abstractions.Storage;
using Workflows.Testing;

namespace Workflows.Crash.Host;

/// <summary>The product's store; one of its writes ends the process.</summary>
internal sealed class KillingStore(IStore inner, KillPlan plan) : StoreDecorator(inner)
{
    public override IBatchWriter Writer { get; } = new KillingWriter(inner.Writer, plan);

    public override IWorkerStore Workers { get; } = KillingProxy<IWorkerStore>.Of(inner.Workers, plan);

    public override IOperationStore Operations { get; } = KillingProxy<IOperationStore>.Of(inner.Operations, plan);

    public override IInvocationStore Invocations { get; } = KillingProxy<IInvocationStore>.Of(inner.Invocations, plan);

    private sealed class KillingWriter(IBatchWriter inner, KillPlan plan) : IBatchWriter
    {
        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            var isDue = plan.IsDue(batch.SelectMany(Boundaries.Of));
            plan.Before(isDue);
            var outcomes = await inner.WriteAsync(batch, cancellationToken);
            plan.After(isDue);
            return outcomes;
        }
    }

    /// <summary>Stands before the writes of the store that are no commits.</summary>
    internal class KillingProxy<T> : DispatchProxy
        where T : class
    {
        private T inner = null!;
        private KillPlan plan = null!;

        public static T Of(T inner, KillPlan plan)
        {
            var proxy = Create<T, KillingProxy<T>>();
            var killing = (KillingProxy<T>)(object)proxy;
            (killing.inner, killing.plan) = (inner, plan);
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var isDue = Boundaries.Of(targetMethod!) is { } name && plan.IsDue([name]);
            plan.Before(isDue);
            var result = targetMethod!.Invoke(inner, args);

            // Blocks a thread, and only in a process that ends here.
            if (isDue && result is Task task) task.Wait();
            plan.After(isDue);
            return result;
        }
    }
}
