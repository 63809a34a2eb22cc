using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Runs;

/// <summary>Reads runs whose states may stand in parts.</summary>
internal static class StoredRuns
{
    private const int Attempts = 5;

    /// <summary>A run with the parts of its state; null when the tenant has none such.</summary>
    public static async Task<StoredRun?> GetWholeAsync(
        this IRunReader runs, TenantId tenant, RunId run, CancellationToken cancellationToken)
    {
        var record = await runs.GetAsync(tenant, run, cancellationToken);
        return record is null ? null : await runs.CompleteAsync(record, cancellationToken);
    }

    /// <summary>
    /// Adds the parts to a run that was read with its state. A slice may drop parts between the two readings: then both are read again.
    /// </summary>
    public static async Task<StoredRun?> CompleteAsync(this IRunReader runs, RunRecord record, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var needed = RunStateCodec.PartsOf(record.State);
            if (needed.Count == 0) return new StoredRun(record, []);
            var parts = await runs.GetPartsAsync(record.Tenant, record.Id, cancellationToken);
            if (needed.All(number => parts.Any(part => part.Number == number))) return new StoredRun(record, parts);
            if (attempt == Attempts) throw new InvalidOperationException($"Parts of the state of run {record.Id} are missing.");
            if (await runs.GetAsync(record.Tenant, record.Id, cancellationToken) is not { } again) return null;
            record = again;
        }
    }

    /// <summary>Adds a state's new and dropped parts to the commit that stores it.</summary>
    public static void AddParts(Commit commit, RunId run, EncodedState state)
    {
        foreach (var part in state.Added) commit.NewParts.Add(new StatePart(run, part.Number, part.Content));
        foreach (var number in state.Dropped) commit.DroppedParts.Add(new StatePartId(run, number));
    }
}

/// <summary>A run with everything that its state refers to.</summary>
/// <param name="Record">The run.</param>
/// <param name="Parts">The parts of its state.</param>
internal sealed record StoredRun(RunRecord Record, IReadOnlyList<StatePart> Parts);
