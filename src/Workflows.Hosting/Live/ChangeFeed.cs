using System.Collections.Immutable;
using System.Threading.Channels;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Live;

/// <summary>
/// Tells who listens in this process what was just committed. A listener that does not keep up loses changes and is told so; it reads them
/// from the store.
/// </summary>
public sealed class ChangeFeed
{
    private const int Capacity = 1_000;
    private ImmutableArray<Listener> listeners = [];

    /// <summary>Listens to a tenant's changes until the listener is disposed of.</summary>
    public Listener Listen(TenantId tenant)
    {
        var listener = new Listener(this, tenant);
        ImmutableInterlocked.Update(ref listeners, static (all, added) => all.Add(added), listener);
        return listener;
    }

    /// <summary>Passes on what a commit changed.</summary>
    internal void Publish(Commit commit)
    {
        foreach (var listener in listeners)
        {
            foreach (var run in commit.NewRuns) listener.Offer(run.Tenant, new Change(WithoutState(run), null));
            foreach (var run in commit.RunUpdates) listener.Offer(run.Tenant, new Change(WithoutState(run), null));
            foreach (var stored in commit.Events) listener.Offer(stored.Stream.Tenant, new Change(null, stored));
        }
    }

    private static RunRecord WithoutState(RunRecord run) => run with { State = default, History = default };

    /// <summary>One who listens.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly ChangeFeed feed;
        private readonly TenantId tenant;
        private readonly Channel<Change> changes = Channel.CreateBounded<Change>(Capacity);
        private int lost;

        internal Listener(ChangeFeed feed, TenantId tenant) => (this.feed, this.tenant) = (feed, tenant);

        /// <summary>The changes, in the order of their commits.</summary>
        public ChannelReader<Change> Changes => changes.Reader;

        /// <summary>Whether changes were lost since this was last asked.</summary>
        public bool TakeLost() => Interlocked.Exchange(ref lost, 0) == 1;

        /// <inheritdoc/>
        public void Dispose() =>
            ImmutableInterlocked.Update(ref feed.listeners, static (all, removed) => all.Remove(removed), this);

        internal void Offer(TenantId owner, Change change)
        {
            if (owner == tenant && !changes.Writer.TryWrite(change)) Volatile.Write(ref lost, 1);
        }
    }
}

/// <summary>What was committed: a run, or an event.</summary>
/// <param name="Run">The run as it is now; state and history left empty.</param>
/// <param name="Event">The event.</param>
public sealed record Change(RunRecord? Run, StoredEvent? Event);
