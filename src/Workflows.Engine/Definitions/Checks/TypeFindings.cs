using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Turns what the types tell about an expression into findings at its place in the definition.</summary>
internal static class TypeFindings
{
    /// <summary>Reports what is wrong inside an expression, and answers with its analysis.</summary>
    public static TypeAnalysis Inspect(this CheckSubject subject, ExpressionSlot slot, TypeScope scope, Step? step)
    {
        var analysis = TypeAnalysis.Of(slot.Expression, scope);
        foreach (var finding in analysis.Findings) subject.Add(Inside(subject, finding, slot.Pointer, step));
        if (analysis.Result.Kinds == TypeKinds.Function)
            subject.Error(
                FindingCodes.NonSerializable, slot.Pointer, "The expression yields a function, which is no JSON value.", step, "a JSON value",
                analysis.Result.ToString(), "call the function: add (…) behind it");
        return analysis;
    }

    /// <summary>Reports what stands against giving a value to a target.</summary>
    /// <param name="subject">Where to.</param>
    /// <param name="findings">What the types tell.</param>
    /// <param name="pointer">The place of the value.</param>
    /// <param name="step">The step.</param>
    /// <param name="missingCode">The code for a required field that the value lacks.</param>
    public static void ReportMapping(
        this CheckSubject subject, IEnumerable<TypeFinding> findings, string pointer, Step? step, string missingCode)
    {
        foreach (var finding in findings)
        {
            var isLack = finding is { Code: TypeFindingCodes.NullableToRequired, IsError: true, Path: not null };
            subject.Add(Convert(finding, pointer, step) with
            {
                Code = isLack ? missingCode : CodeOfMapping(finding.Code),
                Message = isLack ? $"The required field '{finding.Path}' is not mapped." : finding.Message,
            });
        }
    }

    private static string CodeOfMapping(string code) => code switch
    {
        TypeFindingCodes.Mismatch => FindingCodes.MappingTypeIncompatible,
        TypeFindingCodes.UnknownType => FindingCodes.MappingTypeUnknown,
        _ => code,
    };

    private static Finding Inside(CheckSubject subject, TypeFinding finding, string pointer, Step? step)
    {
        var result = Convert(finding, pointer, step);
        if (finding.Code != TypeFindingCodes.UnknownPath || finding.Path is not { } path) return result;
        if (!path.StartsWith("vars.", StringComparison.Ordinal) || path.LastIndexOf('.') != 4) return result;
        var writers = subject.Writers[path["vars.".Length..]].Where(writer => writer != step?.Id || step is not NodeStep).ToList();
        if (writers.Count == 0) return result;
        return result with
        {
            Code = FindingCodes.ForwardReference,
            Message = $"'{path}' is set by the step '{writers[0]}' only, and that does not come before this place.",
            Suggestion = $"move '{writers[0]}' before this step",
        };
    }

    private static Finding Convert(TypeFinding finding, string pointer, Step? step) => new()
    {
        Severity = finding.IsError ? FindingSeverity.Error : FindingSeverity.Warning,
        Code = finding.Code,
        Pointer = pointer,
        StepId = step?.Id,
        Message = finding.Message,
        Position = finding.Span.Length > 0 ? finding.Span.Start : null,
        Length = finding.Span.Length > 0 ? finding.Span.Length : null,
        Expected = finding.Expected,
        Actual = finding.Actual,
        Suggestion = finding.Suggestion,
    };
}
