using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Follows a path without expressions (of a filter, of a predicate) through a type, and reports the first field that is not there.</summary>
internal static class FieldFinder
{
    private const int MostNames = 20;

    /// <summary>The type that the path leads to; null when it leads nowhere (reported) or where nothing is known.</summary>
    /// <param name="subject">Where to report.</param>
    /// <param name="step">The step; null for the trigger.</param>
    /// <param name="owner">What has the fields, for a person.</param>
    /// <param name="path">The path as written.</param>
    /// <param name="segments">The path's names; null for any item of a list.</param>
    /// <param name="root">The type at the path's beginning.</param>
    /// <param name="pointer">The path's place in the definition.</param>
    public static ExpressionType? Find(
        CheckSubject subject, Step? step, string owner, string path, IEnumerable<string?> segments, ExpressionType root, string pointer)
    {
        var current = root;
        foreach (var segment in segments)
        {
            if (current.IsUnknown) return null;
            if (segment is null)
            {
                if (current.Items is not { } items) return null;
                current = items;
                continue;
            }

            if (current.Shape is not { Names.Count: > 0 } shape) return null;
            if (shape.Find(segment) is not { } field)
            {
                Report(subject, step, owner, path, segment, shape, pointer);
                return null;
            }

            current = field;
        }

        return current;
    }

    private static void Report(
        CheckSubject subject, Step? step, string owner, string path, string segment, ObjectShape shape, string pointer) =>
        subject.Add(new Finding
        {
            Severity = shape.IsClosed ? FindingSeverity.Error : FindingSeverity.Warning,
            Code = TypeFindingCodes.UnknownPath,
            Pointer = pointer,
            StepId = step?.Id,
            Message = $"{owner} has no field '{path}'.",
            Expected = string.Join(" | ", shape.Names.Take(MostNames)),
            Actual = segment,
            Suggestion = Nearest.Of(segment, shape.Names),
        });
}
