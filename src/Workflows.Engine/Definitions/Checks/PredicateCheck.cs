using Workflows.Engine.Triggers;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The trigger's predicates ask for fields that the event has, and for values that they can have: one that never holds is a mistake.</summary>
internal static class PredicateCheck
{
    public static void Check(CheckSubject subject, EventTrigger trigger, ExpressionType @event)
    {
        for (var i = 0; i < trigger.Predicates.Count; i++)
        {
            var (predicate, pointer) = (trigger.Predicates[i], $"/trigger/predicates/{i}");
            var field = FieldFinder.Find(
                subject, null, $"An event of '{trigger.EventName}'", predicate.Path.Text, predicate.Path.Names, @event, $"{pointer}/path");
            if (field is { IsUnknown: false }) CheckValues(subject, predicate, field, pointer);
        }
    }

    private static void CheckValues(CheckSubject subject, TriggerPredicate predicate, ExpressionType field, string pointer)
    {
        var (wanted, place) = (predicate.Operation, $"{pointer}/{(predicate.Operation is "in" or "notIn" ? "values" : "value")}");
        var findings = wanted switch
        {
            // Texts are compared without case, so the values of an enumeration say nothing about them.
            "equals" or "notEquals" or "in" or "notIn" =>
                predicate.Operands.SelectMany(operand => ExpressionType.OfValue(operand).Widened().CheckAgainst(field.Widened().AsOptional())),
            "gt" or "gte" or "lt" or "lte" => OneOf(field, ExpressionType.Number),
            "regex" => OneOf(field, ExpressionType.String),
            _ => [],
        };
        subject.ReportMapping(
            findings.Where(finding => finding.IsError).Take(1).Select(finding => finding with { IsError = false }), place, null,
            FindingCodes.MissingRequiredMapping);
    }

    /// <summary>Comparisons look into lists, and at numbers that are written as text.</summary>
    private static IReadOnlyList<TypeFinding> OneOf(ExpressionType field, ExpressionType needed) =>
        (field.Items ?? field).Has(needed.Kinds | TypeKinds.String) ? [] : field.CheckAgainst(needed.AsOptional());
}
