using System.Diagnostics.CodeAnalysis;

namespace Workflows.Abstractions.Ids;

/// <summary>Identifies a human task: a UUIDv7, so that ids sort by the time of their making.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct HumanTaskId(Guid Value) : IComparable<HumanTaskId>
{
    /// <summary>Reads the canonical text of a task id; any other text is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out HumanTaskId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new HumanTaskId(value);
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(HumanTaskId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
