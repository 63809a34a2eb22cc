using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Keys (of idempotency) are texts or numbers.</summary>
internal static class KeyCheck
{
    /// <summary>What a key may be.</summary>
    public static ExpressionType Key { get; } = ExpressionType.Union(ExpressionType.String, ExpressionType.Number);

    public static void Check(CheckSubject subject, ExpressionSlot slot, TypeScope scope, Step step)
    {
        var analysis = subject.Inspect(slot, scope, step);
        var findings = analysis.CheckAgainst(Key, slot.Expression).Where(finding => finding.Code != TypeFindingCodes.UnknownType);
        subject.ReportMapping(findings, slot.Pointer, step, TypeFindingCodes.NullableToRequired);
    }
}
