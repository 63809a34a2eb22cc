namespace Workflows.Engine.Definitions.Checks;

/// <summary>Which schemas a definition's payload and its trigger's events have, as far as the context knows them.</summary>
/// <param name="PayloadSchemaRef">The schema of the payload; null when there is none.</param>
/// <param name="SourceSchemaRef">The schema of the trigger's events; null when there is none.</param>
/// <param name="Provenance">Where the payload's schema comes from: <c>pinned</c>, <c>trigger</c> (its override), <c>catalog</c>; null when there is none.</param>
public sealed record ResolvedContract(string? PayloadSchemaRef, string? SourceSchemaRef, string? Provenance)
{
    /// <summary>Resolves the contract of a definition: the trigger's own source ref is taken before the catalog's.</summary>
    public static ResolvedContract Of(WorkflowDefinition definition, ValidationContext context)
    {
        var trigger = definition.Trigger;
        var known = trigger is not null && context.Events.TryGetValue(trigger.EventName, out var entry) ? entry : null;
        var source = trigger?.SourcePayloadSchemaRef ?? known?.PayloadSchemaRef;
        return definition.PayloadSchemaMode switch
        {
            PayloadSchemaMode.Pinned => new ResolvedContract(
                definition.PayloadSchemaRef, source, definition.PayloadSchemaRef is null ? null : "pinned"),
            PayloadSchemaMode.Inferred => new ResolvedContract(
                source, source, source is null ? null : trigger!.SourcePayloadSchemaRef is null ? "catalog" : "trigger"),
            _ => new ResolvedContract(null, source, null),
        };
    }

    /// <summary>Whether events need a mapping before they can be payloads.</summary>
    public bool NeedsMapping => SourceSchemaRef is not null && PayloadSchemaRef is not null && SourceSchemaRef != PayloadSchemaRef;
}
