using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Queries;

/// <summary>Reads what lies in several tables of one run.</summary>
internal static class RunReads
{
    /// <summary>A run that goes on faster than it can be read is shown as it was read last.</summary>
    private const int MaxAttempts = 5;

    /// <summary>
    /// Reads a run and what belongs to it as they were at one moment: when the run went on between the reads, all is read again. So nobody is told of a
    /// run that waits and has no waits.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="read">Reads the run first, then the rest; the run is null when there is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<(RunRecord? Run, T Others)> ReadTogetherAsync<T>(
        this IStore store, Func<Task<(RunRecord? Run, T Others)>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await read();
            if (found.Run is not { Status: RunStatus.Running or RunStatus.Waiting } run || attempt == MaxAttempts) return found;
            if ((await store.Runs.GetAsync(run.Tenant, run.Id, cancellationToken))?.Revision == run.Revision) return found;
        }
    }
}
