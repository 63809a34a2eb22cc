using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Engine.Contracts;

/// <summary>What a published version asks of the payload of its runs, compiled. Immutable; shared by all runs of the version.</summary>
public sealed class PayloadContract
{
    private readonly JsonSchema? schema;
    private readonly JsonValue identityMeta;
    private readonly JsonValue mappedMeta;

    /// <summary>Creates a contract.</summary>
    /// <param name="payloadSchemaRef">The ref of the payload's schema; null when any payload will do.</param>
    /// <param name="sourceSchemaRef">The ref of the schema of the trigger's events; null when there is none.</param>
    /// <param name="schema">The payload's schema as it was at publishing; null when any payload will do.</param>
    public PayloadContract(string? payloadSchemaRef, string? sourceSchemaRef, JsonSchema? schema)
    {
        (PayloadSchemaRef, SourceSchemaRef, this.schema) = (payloadSchemaRef, sourceSchemaRef, schema);
        (identityMeta, mappedMeta) = (Meta(sourceSchemaRef, false), Meta(sourceSchemaRef, true));
    }

    /// <summary>The contract that any payload satisfies.</summary>
    public static PayloadContract None { get; } = new(null, null, null);

    /// <summary>The ref of the payload's schema; null when any payload will do.</summary>
    public string? PayloadSchemaRef { get; }

    /// <summary>The ref of the schema of the trigger's events; null when there is none.</summary>
    public string? SourceSchemaRef { get; }

    /// <summary>The first way in which a payload breaks the contract; null when it satisfies it.</summary>
    public SchemaValidationError? FindViolation(JsonValue payload) =>
        schema?.Validate(payload, SchemaValidationOptions.FirstError) is { IsValid: false } result ? result.Errors[0] : null;

    /// <summary>All ways in which a payload breaks the contract, up to 100; none when it satisfies it.</summary>
    public IReadOnlyList<SchemaValidationError> FindViolations(JsonValue payload) => schema?.Validate(payload).Errors ?? [];

    /// <summary>What the <c>meta</c> of a run begins with that an event starts.</summary>
    /// <param name="sourceRef">The schema of the event; null when it is not known.</param>
    /// <param name="isMapped">Whether a mapping made the payload.</param>
    internal JsonValue MetaOf(string? sourceRef, bool isMapped) =>
        sourceRef != SourceSchemaRef ? Meta(sourceRef, isMapped) : isMapped ? mappedMeta : identityMeta;

    private static JsonValue Meta(string? sourceRef, bool isMapped)
    {
        if (sourceRef is null && !isMapped) return default;
        var meta = new JsonObjectBuilder();
        if (sourceRef is not null) meta.Add("sourcePayloadSchemaRef", JsonValue.From(sourceRef));
        meta.Add("triggerMappingApplied", JsonValue.From(isMapped));
        return meta.Build();
    }
}
