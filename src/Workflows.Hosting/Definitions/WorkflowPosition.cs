using System.Globalization;
using Workflows.Abstractions.Definitions;

namespace Workflows.Hosting.Definitions;

/// <summary>A workflow's place in an order. Its text form begins with the order, so that it is not taken for a place in another one.</summary>
/// <param name="Sort">The order.</param>
/// <param name="Number">Compared first.</param>
/// <param name="Text">Compared next, without regard to case.</param>
/// <param name="Key">Tells equal ones apart.</param>
public sealed record WorkflowPosition(WorkflowSort Sort, long Number, string Text, string Key)
{
    /// <summary>The first place first. Both have to be of one order.</summary>
    public static IComparer<WorkflowPosition> Order { get; } = Comparer<WorkflowPosition>.Create(Compare);

    private const int MaxText = 80;

    /// <summary>The place of a workflow.</summary>
    public static WorkflowPosition Of(WorkflowRecord workflow, WorkflowSort sort)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return sort switch
        {
            WorkflowSort.Name => new WorkflowPosition(sort, 0, Cut(workflow.Name), workflow.Key),
            WorkflowSort.Updated => new WorkflowPosition(sort, -workflow.UpdatedAt.ToUnixTimeMilliseconds(), "", workflow.Key),
            _ => new WorkflowPosition(sort, 0, "", workflow.Key),
        };
    }

    /// <summary>Reads the text form of a place in an order; null when it is none.</summary>
    public static WorkflowPosition? Parse(WorkflowSort sort, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n', 4) is [var order, var digits, var key, var name] && order == sort.ToString()
            && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new WorkflowPosition(sort, number, name, key)
                : null;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sort}\n{Number}\n{Key}\n{Text}");

    private static int Compare(WorkflowPosition one, WorkflowPosition other)
    {
        if (one.Number != other.Number) return one.Number.CompareTo(other.Number);
        var text = string.Compare(one.Text, other.Text, StringComparison.OrdinalIgnoreCase);
        return text != 0 ? text : string.CompareOrdinal(one.Key, other.Key);
    }

    /// <summary>So much of a name that the text form stays short; never half of a character.</summary>
    private static string Cut(string name)
    {
        if (name.Length <= MaxText) return name;
        return char.IsHighSurrogate(name[MaxText - 1]) ? name[..(MaxText - 1)] : name[..MaxText];
    }
}
