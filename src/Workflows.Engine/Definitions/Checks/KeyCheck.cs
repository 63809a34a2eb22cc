using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Keys (of idempotency) are texts or numbers.</summary>
internal static class KeyCheck
{
    /// <summary>What a key may be.</summary>
    public static ExpressionType Key { get; } = ExpressionType.Union(ExpressionType.String, ExpressionType.Number);

    /// <summary>A key of a step, which there has to be.</summary>
    public static void Check(CheckSubject subject, ExpressionSlot slot, TypeScope scope, Step step) => Check(subject, slot, scope, step, Key);

    /// <summary>A key of a trigger: an event without one is like no other.</summary>
    public static void CheckOptional(CheckSubject subject, ExpressionSlot slot, TypeScope scope) =>
        Check(subject, slot, scope, null, ExpressionType.Union(Key, ExpressionType.Null).AsOptional());

    private static void Check(CheckSubject subject, ExpressionSlot slot, TypeScope scope, Step? step, ExpressionType target)
    {
        var analysis = subject.Inspect(slot, scope, step);
        var findings = analysis.CheckAgainst(target, slot.Expression).Where(finding => finding.Code != TypeFindingCodes.UnknownType);
        subject.ReportMapping(findings, slot.Pointer, step, TypeFindingCodes.NullableToRequired);
    }
}
