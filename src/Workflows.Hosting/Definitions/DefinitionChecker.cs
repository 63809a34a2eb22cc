using System.Buffers;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;

namespace Workflows.Hosting.Definitions;

/// <summary>Checks definitions in their surroundings, and resolves the contract that they would be published with.</summary>
public sealed class DefinitionChecker(ContextGatherer gatherer)
{
    /// <summary>Checks a definition.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="workflow">The key of the workflow; null for a definition that is not saved.</param>
    /// <param name="document">The definition.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<CheckedDefinition> CheckAsync(
        TenantId tenant, string? workflow, JsonValue document, CancellationToken cancellationToken) =>
        CheckAsync(tenant, workflow, document, ContextGatherer.NoneUnsaved, cancellationToken);

    /// <summary>Checks a definition that is to be stored together with other workflows, which it may call.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="workflow">The key of the workflow; null for a definition that is not saved.</param>
    /// <param name="document">The definition.</param>
    /// <param name="others">The other workflows, by key.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CheckedDefinition> CheckAsync(
        TenantId tenant, string? workflow, JsonValue document, IReadOnlyDictionary<string, UnsavedWorkflow> others,
        CancellationToken cancellationToken)
    {
        var (definition, findings) = DefinitionReader.Read(document);
        if (definition is null) return new CheckedDefinition(null, findings, new VersionContract());
        var context = await gatherer.GatherAsync(tenant, workflow, definition, others, cancellationToken);
        IReadOnlyList<Finding> all = [.. findings, .. new DefinitionValidator(context).Check(definition)];
        return new CheckedDefinition(definition, all, ContractOf(definition, all, context));
    }

    private static VersionContract ContractOf(WorkflowDefinition definition, IReadOnlyList<Finding> findings, ValidationContext context)
    {
        var resolved = ResolvedContract.Of(definition, context);
        var contract = new VersionContract
        {
            Mode = definition.PayloadSchemaMode?.ToString().ToLowerInvariant(),
            PayloadSchemaRef = resolved.PayloadSchemaRef,
            SourcePayloadSchemaRef = resolved.SourceSchemaRef,
            Provenance = resolved.Provenance,
            MappingApplied = definition.Trigger?.PayloadMapping is not null,
            Findings = JsonValue.Parse(FindingsJson.Write(findings)),
        };
        if (!context.TryGetSchema(resolved.PayloadSchemaRef, out var schema)) return contract;
        return contract with
        {
            PayloadSchema = Sorted(schema.Document),
            PayloadSchemaHash = JsonCanonical.Sha256(schema.Document),
            ReferencedSchemas = Referenced(schema, context),
        };
    }

    private static Dictionary<string, JsonValue> Referenced(KnownSchema root, ValidationContext context)
    {
        var found = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        var open = new Queue<string>(SchemaReferences.Of(root.Document));
        while (open.TryDequeue(out var next))
        {
            if (next == root.Ref || found.ContainsKey(next) || !context.TryGetSchema(next, out var schema)) continue;
            found[next] = Sorted(schema.Document);
            foreach (var reference in SchemaReferences.Of(schema.Document)) open.Enqueue(reference);
        }

        return found;
    }

    /// <summary>With the keys sorted, so that equal schemas are stored as equal bytes.</summary>
    private static JsonValue Sorted(JsonValue document)
    {
        var text = new ArrayBufferWriter<byte>();
        JsonCanonical.WriteTo(document, text);
        return JsonValue.Parse(text.WrittenMemory);
    }
}

/// <summary>A definition after its checks.</summary>
/// <param name="Definition">The definition; null when it cannot be read.</param>
/// <param name="Findings">Errors and warnings.</param>
/// <param name="Contract">The contract that it would be published with.</param>
public sealed record CheckedDefinition(WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings, VersionContract Contract)
{
    /// <summary>Whether it may be published.</summary>
    public bool CanBePublished => Definition is not null && Findings.All(finding => finding.Severity != FindingSeverity.Error);
}
