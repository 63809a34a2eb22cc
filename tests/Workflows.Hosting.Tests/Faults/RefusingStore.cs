using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>A real store that refuses some commits for good, as a database does with what breaks a constraint.</summary>
internal sealed class RefusingStore(IStore inner, Func<Commit, bool> isRefused) : IStore
{
    public string Dialect => inner.Dialect;

    public IBatchWriter Writer { get; } = new RefusingWriter(inner.Writer, isRefused);

    public IEventReader Events => inner.Events;

    public IRunReader Runs => inner.Runs;

    public IDeliveryReader Deliveries => inner.Deliveries;

    public IWorkflowStore Workflows => inner.Workflows;

    public ICatalogStore Catalog => inner.Catalog;

    public ITenantStore Tenants => inner.Tenants;

    public ISecretStore Secrets => inner.Secrets;

    public IWorkerStore Workers => inner.Workers;

    public IInvocationStore Invocations => inner.Invocations;

    public IScheduleStore Schedules => inner.Schedules;

    public ICalendarStore Calendars => inner.Calendars;

    public IOperationStore Operations => inner.Operations;

    public ITaskReader Tasks => inner.Tasks;

    public IRejectedEventStore Rejected => inner.Rejected;

    public ICounterReader Counters => inner.Counters;

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public Task<int> MaintainAsync(DateTimeOffset now, Retention retention, CancellationToken cancellationToken) =>
        inner.MaintainAsync(now, retention, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class RefusingWriter(IBatchWriter inner, Func<Commit, bool> isRefused) : IBatchWriter
    {
        public int Concurrency => inner.Concurrency;

        public async ValueTask<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> batch, CancellationToken cancellationToken)
        {
            var taken = batch.Where(commit => !isRefused(commit)).ToList();
            var outcomes = new Queue<CommitOutcome>(taken.Count == 0 ? [] : await inner.WriteAsync(taken, cancellationToken));
            return [.. batch.Select(commit => isRefused(commit)
                ? new CommitOutcome.Failed(new StoreException("refused", isTransient: false))
                : outcomes.Dequeue())];
        }
    }
}
