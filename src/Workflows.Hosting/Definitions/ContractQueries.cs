using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine;
using Workflows.Engine.Contracts;

namespace Workflows.Hosting.Definitions;

/// <summary>Shows contracts: of published versions as they are, of drafts as they would be.</summary>
public sealed class ContractQueries(IStore store, DefinitionChecker checker)
{
    /// <summary>The contract of a version, or the one that the draft would be published with.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="key">The workflow.</param>
    /// <param name="version">A published version; null for the draft.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Result<ContractView>> GetAsync(TenantId tenant, string key, int? version, CancellationToken cancellationToken)
    {
        if (await store.Workflows.GetAsync(tenant, key, cancellationToken) is not { } workflow)
        {
            var known = await store.Workflows.ListAsync(tenant, null, 1_000, cancellationToken);
            return WorkflowProblems.NotFound(key, Nearest.Of(key, known.Select(other => other.Key)));
        }

        if (version is { } number)
        {
            return await store.Workflows.GetVersionAsync(tenant, workflow.Id, number, cancellationToken) is { } record
                ? new ContractView(number, VersionContract.Read(record.Contract), null)
                : WorkflowProblems.UnknownVersion(key, number);
        }

        var draft = (await checker.CheckAsync(tenant, key, JsonValue.Parse(workflow.Draft), cancellationToken)).Contract;
        var newest = workflow.PublishedVersion == 0
            ? null
            : await store.Workflows.GetVersionAsync(tenant, workflow.Id, workflow.PublishedVersion, cancellationToken);
        var differs = newest is null ? (bool?)null : VersionContract.Read(newest.Contract).PayloadSchemaHash != draft.PayloadSchemaHash;
        return new ContractView(null, draft, differs);
    }
}

/// <summary>A contract to look at.</summary>
/// <param name="Version">The published version; null for the draft.</param>
/// <param name="Contract">The contract.</param>
/// <param name="DiffersFromPublished">Whether the draft's payload schema is another one than the newest version's; null when nothing is published.</param>
public sealed record ContractView(int? Version, VersionContract Contract, bool? DiffersFromPublished);
