using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Bundles;

/// <summary>Takes workflows out of one store and into another, as canonical JSON.</summary>
public interface IBundleService
{
    /// <summary>Workflows with settings, draft and every published version: sorted keys, indented, with a final newline.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="keys">The workflows; 1 to 100.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<ReadOnlyMemory<byte>>> ExportAsync(TenantId tenant, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the workflows of a bundle, all or none. Checked in this order: header, form, what the definitions depend on, keys, and everything
    /// that publishing checks.
    /// </summary>
    /// <param name="caller">Who imports.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<ImportSummary>> ImportAsync(Caller caller, JsonValue bundle, ImportOptions options, CancellationToken cancellationToken);
}

/// <summary>How a bundle is imported.</summary>
/// <param name="Force">Whether a workflow that exists is replaced: it keeps its number, its runs and its versions, and the bundle's versions are
/// published after them. Without it an existing key is a conflict.</param>
/// <param name="DryRun">Whether everything is checked and nothing is written.</param>
public readonly record struct ImportOptions(bool Force, bool DryRun);

/// <summary>What an import did, or would do.</summary>
/// <param name="Created">The keys of new workflows.</param>
/// <param name="Replaced">The keys of workflows that existed.</param>
/// <param name="Versions">The versions that were published, by key.</param>
public sealed record ImportSummary(
    IReadOnlyList<string> Created, IReadOnlyList<string> Replaced, IReadOnlyDictionary<string, IReadOnlyList<int>> Versions);
