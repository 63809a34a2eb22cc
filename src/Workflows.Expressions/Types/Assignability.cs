using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Types;

/// <summary>Whether a value may be given to a target.</summary>
internal static class Assignability
{
    private const int MaxLevels = 16;

    public static List<TypeFinding> Check(ExpressionType actual, ExpressionType expected, SourceSpan span)
    {
        var findings = new List<TypeFinding>();
        Check(actual, expected, span, "", findings, 0);
        return findings;
    }

    private static void Check(ExpressionType actual, ExpressionType expected, SourceSpan span, string where,
        List<TypeFinding> findings, int level)
    {
        if (expected.IsUnknown || level > MaxLevels) return;
        if (actual.IsUnknown)
        {
            findings.Add(Finding(TypeFindingCodes.UnknownType, false, $"The type of {Name(where)} is not known.",
                actual, expected, span, where));
            return;
        }

        if (actual.IsOptional && !expected.IsOptional)
            findings.Add(Finding(TypeFindingCodes.NullableToRequired, actual.Kinds == TypeKinds.None,
                $"{Name(where, true)} may be missing, but a value is required.", actual, expected, span, where));
        if (actual.Kinds == TypeKinds.None) return;
        CheckKinds(actual, expected, span, where, findings);
        if ((actual.Kinds & expected.Kinds) != 0 && EnumValues.Unknown(expected, actual) is { } value)
            findings.Add(EnumValues.Finding(value, expected.Values!, true, span) with { Path = PathOf(where) });
        if (actual.Has(TypeKinds.Array) && expected.Has(TypeKinds.Array) && actual.Items is { } items
            && expected.Items is { } wanted)
            CheckItems(items, wanted, span, where, findings);
        if (actual.Has(TypeKinds.Object) && expected.Has(TypeKinds.Object) && actual.Shape is { } shape
            && expected.Shape is { } target)
            CheckFields(shape, target, span, where, findings, level);
    }

    private static void CheckKinds(ExpressionType actual, ExpressionType expected, SourceSpan span, string where,
        List<TypeFinding> findings)
    {
        var wrong = actual.Kinds & ~expected.Kinds;
        if (wrong == TypeKinds.None) return;
        if (wrong == actual.Kinds)
        {
            findings.Add(Finding(TypeFindingCodes.Mismatch, true,
                $"{Name(where, true)} is {actual}, but {expected} is needed.", actual, expected, span, where));
            return;
        }

        if ((wrong & TypeKinds.Null) != 0)
            findings.Add(Finding(TypeFindingCodes.NullableToRequired, false, $"{Name(where, true)} may be null.",
                actual, expected, span, where));
        if ((wrong & ~TypeKinds.Null) == TypeKinds.None) return;
        var singleton = expected.Has(TypeKinds.Array) && actual.Has(TypeKinds.Array);
        findings.Add(Finding(TypeFindingCodes.Coercion, false,
            singleton ? $"{Name(where, true)} is a single item when there is only one; write [] behind the path to keep the list."
                : $"{Name(where, true)} may be {actual}, but {expected} is needed.", actual, expected, span, where));
    }

    private static void CheckItems(ExpressionType items, ExpressionType wanted, SourceSpan span, string where,
        List<TypeFinding> findings)
    {
        if (items.IsUnknown || wanted.IsUnknown || (items.Kinds & wanted.Kinds) != 0) return;
        findings.Add(Finding(TypeFindingCodes.ItemMismatch, true,
            $"The items of {Name(where)} are {items}, but {wanted} is needed.", items, wanted, span, where));
    }

    private static void CheckFields(
        ObjectShape actual, ObjectShape expected, SourceSpan span, string where, List<TypeFinding> findings, int level)
    {
        foreach (var name in expected.Names)
        {
            var wanted = expected.Find(name)!;
            var there = actual.Find(name) ?? (actual.IsClosed ? ExpressionType.Missing : ExpressionType.Unknown);
            if (wanted.IsOptional && there.Kinds == TypeKinds.None) continue;
            Check(there, wanted, span, where.Length == 0 ? name : $"{where}.{name}", findings, level + 1);
        }
    }

    private static TypeFinding Finding(string code, bool isError, string message, ExpressionType actual,
        ExpressionType expected, SourceSpan span, string where) =>
        new(code, isError, message, span, expected.ToString(), actual.ToString(), Path: PathOf(where));

    private static string? PathOf(string where) => where.Length == 0 ? null : where;

    private static string Name(string where, bool begins = false) =>
        where.Length > 0 ? $"'{where}'" : begins ? "The value" : "the value";
}
