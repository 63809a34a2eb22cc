using System.Diagnostics.CodeAnalysis;

namespace Workflows.Abstractions.Ids;

/// <summary>
/// The server's own id of a stored event: a UUIDv7 in order of receipt. It is also the event's public id when the publisher gave none.
/// </summary>
/// <param name="Value">The UUID.</param>
public readonly record struct EventKey(Guid Value) : IComparable<EventKey>
{
    /// <summary>Reads the canonical text of an event key.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EventKey key)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        key = new EventKey(value);
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(EventKey other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
