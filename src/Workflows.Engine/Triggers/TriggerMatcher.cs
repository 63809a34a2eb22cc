using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Mapping;
using Workflows.Expressions;

namespace Workflows.Engine.Triggers;

/// <summary>Decides what an event does for a workflow. Pure, like the run machine.</summary>
public static class TriggerMatcher
{
    /// <summary>Applies a trigger to an event: source filter, condition, mapping.</summary>
    /// <param name="trigger">The published version's trigger.</param>
    /// <param name="event">The event.</param>
    /// <param name="context">Clock, seed and budgets of expressions.</param>
    public static TriggerDecision Decide(EventTrigger trigger, TriggerEvent @event, EvaluationContext context)
    {
        if (trigger.Source is { } source && source != @event.Source) return new TriggerDecision.Filtered("SOURCE_MISMATCH");
        if (trigger.Condition is null && trigger.PayloadMapping is null) return new TriggerDecision.Start(@event.Payload);
        var scope = new Scope(@event.ToRoots(), context);
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
            return new TriggerDecision.Start(payload.IsMissing ? JsonValue.Null : payload);
        }
        catch (ExpressionException exception)
        {
            return new TriggerDecision.Failed(exception.Error.Code, exception.Error.Message);
        }
    }
}
