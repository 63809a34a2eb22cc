using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Conditions yield true or false, and the items of a loop are a list.</summary>
internal static class ConditionCheck
{
    private static readonly ExpressionType List = ExpressionType.ArrayOf(null);

    public static void Check(CheckSubject subject)
    {
        foreach (var step in subject.Steps)
        {
            if (step is IfStep branch) Check(subject, branch.Condition, subject.Scopes[step.Id].Before, step);
            if (step is ForEachStep loop) CheckAgainst(subject, loop.Items, subject.Scopes[step.Id].Before, step, List);
        }
    }

    /// <summary>Checks one condition.</summary>
    public static void Check(CheckSubject subject, ExpressionSlot condition, TypeScope scope, Step? step) =>
        CheckAgainst(subject, condition, scope, step, ExpressionType.Boolean);

    private static void CheckAgainst(CheckSubject subject, ExpressionSlot slot, TypeScope scope, Step? step, ExpressionType wanted)
    {
        var analysis = subject.Inspect(slot, scope, step);
        // Nothing known is nothing wrong here: there is no schema that it could be held against.
        var findings = analysis.CheckAgainst(wanted, slot.Expression).Where(finding => finding.Code != TypeFindingCodes.UnknownType);
        subject.ReportMapping(findings, slot.Pointer, step, TypeFindingCodes.NullableToRequired);
    }
}
