using System.Diagnostics.CodeAnalysis;

namespace Workflows.Abstractions.Ids;

/// <summary>Identifies a run: a UUIDv7 (RFC 9562), so that ids sort by start time and lead to their time partition.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct RunId(Guid Value) : IComparable<RunId>
{
    /// <summary>Reads the canonical text of a run id; any other text is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new RunId(value);
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(RunId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
