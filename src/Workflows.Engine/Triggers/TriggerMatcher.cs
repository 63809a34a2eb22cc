using Workflows.Abstractions.Json;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Mapping;
using Workflows.Expressions;

namespace Workflows.Engine.Triggers;

/// <summary>Decides what an event does for a workflow. Pure, like the run machine.</summary>
public static class TriggerMatcher
{
    /// <summary>Applies a trigger to an event: source filter, condition, mapping, contract.</summary>
    /// <param name="trigger">The published version's trigger.</param>
    /// <param name="contract">The published version's contract.</param>
    /// <param name="event">The event.</param>
    /// <param name="context">Clock and budgets of expressions; what is random in them comes from the event's id.</param>
    public static TriggerDecision Decide(
        EventTrigger trigger, PayloadContract contract, TriggerEvent @event, EvaluationContext context)
    {
        if (trigger.Source is { } source && source != @event.Source) return new TriggerDecision.Filtered("SOURCE_MISMATCH");
        if (trigger is { Condition: null, PayloadMapping: null, Predicates.Count: 0 }) return Start(trigger, contract, @event, @event.Payload);
        var roots = @event.ToRoots();
        foreach (var predicate in trigger.Predicates)
            if (!predicate.Holds(roots["event"]))
                return new TriggerDecision.Filtered("PREDICATE_FALSE");
        var scope = new Scope(roots, context, new SeedSequence(SeedOf(@event.Id)));
        try
        {
            if (trigger.Condition is { } condition)
            {
                var holds = scope.Evaluate(condition.Expression);
                if (holds.Kind != JsonKind.Boolean)
                    return new TriggerDecision.Failed(
                        "CONDITION_NOT_BOOLEAN", $"The trigger's condition is {DefinitionReader.Describe(holds)}, not true or false.");
                if (!holds.GetBoolean()) return new TriggerDecision.Filtered("CONDITION_FALSE");
            }

            var payload = trigger.PayloadMapping is { } mapping ? mapping.Resolve(scope) : @event.Payload;
            return Start(trigger, contract, @event, payload.IsMissing ? JsonValue.Null : payload);
        }
        catch (ExpressionException exception)
        {
            return new TriggerDecision.Failed(exception.Error.Code, exception.Error.Message);
        }
    }

    /// <summary>The schema that an event's payload is taken for: the trigger's override, else the publisher's, else the catalog's at publishing.</summary>
    /// <param name="trigger">The published version's trigger.</param>
    /// <param name="contract">The published version's contract.</param>
    /// <param name="submittedRef">The schema that the publisher named; null when it named none.</param>
    /// <returns>The ref; null when nobody names one.</returns>
    public static string? SourceRefOf(EventTrigger trigger, PayloadContract contract, string? submittedRef) =>
        trigger.SourcePayloadSchemaRef ?? submittedRef ?? contract.SourceSchemaRef;

    /// <summary>Without a mapping the event has to have the payload's schema; whatever becomes the payload has to satisfy it.</summary>
    private static TriggerDecision Start(EventTrigger trigger, PayloadContract contract, TriggerEvent @event, JsonValue payload)
    {
        var source = SourceRefOf(trigger, contract, @event.PayloadSchemaRef);
        var isMapped = trigger.PayloadMapping is not null;
        if (!isMapped && contract.PayloadSchemaRef is { } wanted && source != wanted)
            return new TriggerDecision.Failed(
                FindingCodes.TriggerMappingRequired,
                $"The event has the schema '{source}', the payload needs '{wanted}', and the trigger has no mapping.");
        return contract.FindViolation(payload) is { } violation
            ? new TriggerDecision.Failed("PAYLOAD_CONTRACT_VIOLATED", violation.Message)
            : new TriggerDecision.Start(payload, contract.MetaOf(source, isMapped));
    }

    /// <summary>The same event is decided the same way again, however often it is redelivered; another event, another way (FNV-1a).</summary>
    private static ulong SeedOf(string eventId)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in eventId) hash = unchecked((hash ^ character) * 1_099_511_628_211UL);
        return hash;
    }

    /// <summary>The idempotency key of an event; null when the trigger has none, or when it is absent, null or empty for this event.</summary>
    /// <exception cref="ExpressionException">The expression fails.</exception>
    public static string? KeyOf(EventTrigger trigger, TriggerEvent @event, EvaluationContext context)
    {
        if (trigger.IdempotencyKey is not { } slot) return null;
        var key = new Scope(@event.ToRoots(), context).Evaluate(slot.Expression);
        if (key.IsMissingOrNull) return null;
        var text = key.Kind == JsonKind.String ? key.GetString().Trim() : key.ToString();
        return text.Length == 0 ? null : text;
    }
}
