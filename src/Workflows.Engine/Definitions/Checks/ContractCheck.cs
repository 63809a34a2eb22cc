namespace Workflows.Engine.Definitions.Checks;

/// <summary>The schema of the payload and that of the trigger's events can be resolved.</summary>
internal static class ContractCheck
{

    public static void Check(CheckSubject subject)
    {
        var (definition, contract) = (subject.Definition, subject.Contract);
        var isKnownEvent = definition.Trigger is { } trigger && subject.Context.Events.ContainsKey(trigger.EventName);
        switch (definition.PayloadSchemaMode)
        {
            case PayloadSchemaMode.Pinned when contract.PayloadSchemaRef is null:
                subject.Error(
                    FindingCodes.PayloadSchemaRefMissing, "/payloadSchemaRef", "A pinned payload schema is named by 'payloadSchemaRef'.",
                    expected: "a schema ref", actual: "nothing");
                break;
            case PayloadSchemaMode.Pinned:
                CheckRef(subject, FindingCodes.PayloadSchemaRefUnknown, "/payloadSchemaRef", contract.PayloadSchemaRef!);
                break;
            case PayloadSchemaMode.Inferred when definition.Trigger is null:
                subject.Error(
                    FindingCodes.PayloadSchemaInferenceUnsupportedTrigger, "/payloadSchemaMode",
                    "Without an event trigger there is no event to take the payload's schema from.", expected: "pinned", actual: "inferred",
                    suggestion: "set 'payloadSchemaMode' to 'pinned' and name a schema in 'payloadSchemaRef'");
                break;
            case PayloadSchemaMode.Inferred when contract.PayloadSchemaRef is null && isKnownEvent:
                subject.Error(
                    FindingCodes.PayloadSchemaRefMissing, "/trigger/eventName",
                    $"The event type '{definition.Trigger.EventName}' has no schema in the catalog, so there is none for the payload.",
                    expected: "a schema ref", actual: "nothing",
                    suggestion: "give the catalog entry a schema, or name one in 'payloadSchemaRef' or 'trigger.sourcePayloadSchemaRef'");
                break;
            case null:
                subject.Warn(
                    FindingCodes.PayloadSchemaRefMissing, "/payloadSchemaRef",
                    "The workflow has no payload schema: any payload starts it, and its expressions on 'payload' are not checked.",
                    expected: "a schema ref", actual: "nothing", suggestion: "name a schema in 'payloadSchemaRef'");
                break;
        }

        if (contract.SourceSchemaRef is null && contract.PayloadSchemaRef is not null && isKnownEvent)
            subject.Error(
                FindingCodes.UnknownTriggerSourceSchemaRef, "/trigger/eventName",
                $"The event type '{definition.Trigger!.EventName}' has no schema in the catalog, so its events cannot be mapped.",
                expected: "a schema ref", actual: "nothing", suggestion: "name the events' schema in 'trigger.sourcePayloadSchemaRef'");
        if (contract.SourceSchemaRef is { } source)
            CheckRef(
                subject, FindingCodes.UnknownTriggerSourceSchemaRef,
                definition.Trigger!.SourcePayloadSchemaRef is null ? "/trigger/eventName" : "/trigger/sourcePayloadSchemaRef", source);
    }

    private static void CheckRef(CheckSubject subject, string code, string pointer, string schemaRef)
    {
        if (!subject.Context.TryGetSchema(schemaRef, out var schema))
        {
            var near = Nearest.Several(schemaRef, subject.Context.SchemaRefs);
            subject.Error(
                code, pointer, $"The registry has no schema '{schemaRef}'.", expected: "a schema of the registry", actual: schemaRef,
                suggestion: near.Count == 0 ? null : string.Join(", ", near));
        }
        else if (schema.Problem is { } problem)
        {
            subject.Error(FindingCodes.SchemaNotCompilable, pointer, $"The schema '{schemaRef}' cannot be used: {problem}", actual: schemaRef);
        }
        else if (schema.Status != "active")
        {
            subject.Warn(
                FindingCodes.SchemaNotActive, pointer, $"The schema '{schemaRef}' is {schema.Status}.", expected: "active", actual: schema.Status);
        }
    }
}
