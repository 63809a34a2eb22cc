using Workflows.Engine.Definitions.Typing;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The trigger's condition and predicates are questions about the event, its key is a text or a number, and its mapping makes a payload that fits the contract.</summary>
internal static class TriggerCheck
{
    public static void Check(CheckSubject subject)
    {
        if (subject.Definition.Trigger is not { } trigger) return;
        if (trigger.Condition is { } condition)
            ConditionCheck.Check(subject, condition, subject.TriggerScope, null);
        PredicateCheck.Check(subject, trigger, subject.TriggerScope.Roots["event"]);
        if (trigger.IdempotencyKey is { } key) KeyCheck.CheckOptional(subject, key, subject.TriggerScope);
        if (trigger.PayloadMapping is { } mapping)
        {
            var target = TypeFlow.TypeOf(subject.Contract.PayloadSchemaRef, subject.Context);
            new MappingCheck(subject, subject.TriggerScope, null, FindingCodes.TriggerMappingMissingRequiredFields)
                .Check(mapping, target, "/trigger/payloadMapping");
        }
        else if (subject.Contract.NeedsMapping)
        {
            ReportNoMapping(subject);
        }
    }

    private static void ReportNoMapping(CheckSubject subject)
    {
        var (contract, context) = (subject.Contract, subject.Context);
        var lacks = TypeFlow.TypeOf(contract.SourceSchemaRef, context).CheckAgainst(TypeFlow.TypeOf(contract.PayloadSchemaRef, context))
            .Where(finding => finding.Path is not null && finding.Code != TypeFindingCodes.UnknownType)
            .Select(finding => finding.Path)
            .Distinct()
            .Take(5)
            .ToList();
        var detail = lacks.Count == 0 ? string.Empty : $" What does not fit as it is: {string.Join(", ", lacks)}.";
        subject.Error(
            FindingCodes.TriggerMappingRequired, "/trigger",
            $"The events have the schema '{contract.SourceSchemaRef}' and the payload has '{contract.PayloadSchemaRef}': a mapping is needed.{detail}",
            expected: contract.PayloadSchemaRef, actual: contract.SourceSchemaRef, suggestion: "add 'payloadMapping' to the trigger");
    }
}
