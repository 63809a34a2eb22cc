using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>A store that tells of every batch that was written, so that tests wait for a fact instead of for a while.</summary>
internal sealed class ObservedStore(IStore inner) : IStore
{
    private readonly ObservedWriter writer = new(inner.Writer);

    public string Dialect => inner.Dialect;

    public IBatchWriter Writer => writer;

    public IEventReader Events => inner.Events;

    public IRunReader Runs => inner.Runs;

    public IDeliveryReader Deliveries => inner.Deliveries;

    public ITaskReader Tasks => inner.Tasks;

    public IWorkflowStore Workflows => inner.Workflows;

    public ICatalogStore Catalog => inner.Catalog;

    public IRejectedEventStore Rejected => inner.Rejected;

    public ITenantStore Tenants => inner.Tenants;

    public IWorkerStore Workers => inner.Workers;

    public IInvocationStore Invocations => inner.Invocations;

    public ISecretStore Secrets => inner.Secrets;

    public IScheduleStore Schedules => inner.Schedules;

    public ICalendarStore Calendars => inner.Calendars;

    public IOperationStore Operations => inner.Operations;

    public ICounterReader Counters => inner.Counters;

    /// <summary>Completes when the next batch has been written, or old rows were removed.</summary>
    public Task NextBatch => writer.Next;

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public async Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken)
    {
        var removed = await inner.MaintainAsync(now, retention, cancellationToken);
        writer.Signal();
        return removed;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class ObservedWriter(IBatchWriter inner) : IBatchWriter
    {
        private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Next => Volatile.Read(ref next).Task;

        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            try
            {
                return await inner.WriteAsync(batch, cancellationToken);
            }
            finally
            {
                Signal();
            }
        }

        public void Signal() =>
            Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
