using System.Text;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Walking;

/// <summary>The textual form of a path to a field.</summary>
internal static class FieldPath
{
    public static string Format(IEnumerable<string> steps)
    {
        var path = new StringBuilder();
        foreach (string step in steps)
        {
            if (path.Length > 0 && step != ShapeChild.ItemName)
                path.Append('.');
            path.Append(IsPlain(step) ? step : $"`{step}`");
        }
        return path.ToString();
    }

    private static bool IsPlain(string step) =>
        step is ShapeChild.ItemName or ShapeChild.AnyName
        || (step.Length > 0 && !char.IsAsciiDigit(step[0]) && step.All(unit => char.IsLetterOrDigit(unit) || unit is '_' or '$'));
}
