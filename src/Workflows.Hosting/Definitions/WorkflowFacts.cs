using System.Collections.Concurrent;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Definitions;

namespace Workflows.Hosting.Definitions;

/// <summary>What lists tell of a workflow's definitions.</summary>
/// <param name="Revision">The revision that it is true of.</param>
/// <param name="EventType">The event type that starts runs; of the published version, or of the draft as long as none is published.</param>
/// <param name="HasUnpublishedChanges">Whether the draft differs from the published version; false when none is published.</param>
/// <param name="Errors">How many errors the last validation of the draft found.</param>
/// <param name="Warnings">How many warnings.</param>
public sealed record WorkflowFacts(int Revision, string? EventType, bool HasUnpublishedChanges, int Errors, int Warnings)
{
    /// <summary>Reads the facts off the definitions.</summary>
    internal static WorkflowFacts Of(WorkflowWithPublished stored)
    {
        var (workflow, published) = stored;
        var findings = FindingsJson.Read(workflow.Findings);
        var errors = findings.Count(finding => finding.Severity == FindingSeverity.Error);
        return new WorkflowFacts(
            workflow.Revision,
            AttachedWorkflows.EventOf(published ?? workflow.Draft),
            published is { } definition && !IsSame(definition, workflow.Draft),
            errors, findings.Count - errors);
    }

    private static bool IsSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        one.Span.SequenceEqual(other.Span) || JsonCanonical.Sha256(JsonValue.Parse(one)) == JsonCanonical.Sha256(JsonValue.Parse(other));
}

/// <summary>
/// Remembers the facts of each workflow's last revision, so that a list reads only the definitions that changed. A revision never changes: what is
/// remembered of it stays true in every process.
/// </summary>
internal sealed class WorkflowFactsCache(IStore store)
{
    private const int MaxRemembered = 20_000;
    private const int Chunk = 200;
    private readonly ConcurrentDictionary<WorkflowId, WorkflowFacts> known = new();

    /// <summary>The facts of workflows, by number. A workflow that changed meanwhile has those of a later revision.</summary>
    public async Task<IReadOnlyDictionary<WorkflowId, WorkflowFacts>> GetAsync(
        TenantId tenant, IReadOnlyList<WorkflowHead> heads, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<WorkflowId, WorkflowFacts>(heads.Count);
        var unknown = new List<WorkflowId>();
        foreach (var (workflow, _) in heads)
        {
            if (known.TryGetValue(workflow.Id, out var remembered) && remembered.Revision == workflow.Revision) facts[workflow.Id] = remembered;
            else unknown.Add(workflow.Id);
        }

        foreach (var ids in unknown.Chunk(Chunk))
        {
            foreach (var stored in await store.Workflows.GetWithPublishedAsync(tenant, ids, cancellationToken))
                facts[stored.Workflow.Id] = known[stored.Workflow.Id] = WorkflowFacts.Of(stored);
        }

        if (known.Count > MaxRemembered) known.Clear();
        return facts;
    }
}
