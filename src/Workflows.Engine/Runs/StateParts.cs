using Workflows.Abstractions.Json;

namespace Workflows.Engine.Runs;

/// <summary>
/// Which large values of a run's state are stored apart from it. A value moves out when a slice has left it as it was, so that what changes all
/// the time stays in one place, and a run of one slice has no parts.
/// </summary>
internal sealed class StateParts
{
    /// <summary>Values of fewer bytes stay in the state.</summary>
    public const int MinBytes = 4 * 1024;

    private readonly SortedSet<int> stored = [];
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly List<NewStatePart> added = [];
    private readonly HashSet<int> used = [];

    /// <summary>The highest number that was given to a part.</summary>
    public int Last { get; set; }

    /// <summary>Begins to write a state.</summary>
    public void Begin()
    {
        added.Clear();
        used.Clear();
    }

    /// <summary>Ends it: what was not named since <see cref="Begin"/> is dropped.</summary>
    public (IReadOnlyList<NewStatePart> Added, IReadOnlyList<int> Dropped) End()
    {
        int[] dropped = [.. stored.Where(number => !used.Contains(number))];
        stored.ExceptWith(dropped);
        return ([.. added], dropped);
    }

    /// <summary>Whether the state refers to any part, between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public bool IsUsed => used.Count > 0;

    /// <summary>The parts that the state refers to, between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public IEnumerable<int> Used => used.Order();

    /// <summary>The part of a value that may change from slice to slice; null when it stays in the state.</summary>
    /// <param name="place">Where the value stands in the state.</param>
    /// <param name="value">The value.</param>
    public int? Find(string place, JsonValue value)
    {
        if (!places.TryGetValue(place, out var known) || !known.Value.IsSameAs(value))
        {
            Note(place, value, null);
            return null;
        }

        var part = known.Part ?? Add(value);
        places[place] = known with { Part = part };
        return Use(part);
    }

    /// <summary>Remembers what a stored state has in a place.</summary>
    public void Note(string place, JsonValue value, int? part)
    {
        if (part is not null || IsLarge(value)) places[place] = new Place(value, part);
        else places.Remove(place);
    }

    /// <summary>Makes a part of a value that will not change.</summary>
    public int Add(JsonValue value)
    {
        added.Add(new NewStatePart(++Last, value.ToUtf8()));
        stored.Add(Last);
        return Use(Last);
    }

    /// <summary>Says that the state refers to a part.</summary>
    public int Use(int part)
    {
        used.Add(part);
        return part;
    }

    /// <summary>Remembers that a part is stored.</summary>
    public void Hold(int part) => stored.Add(part);

    /// <summary>Forgets which values stand in parts: the state holds everything itself.</summary>
    public void Forget() => places.Clear();

    /// <summary>Whether a value is worth a part.</summary>
    public static bool IsLarge(JsonValue value) =>
        value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.String && value.MeasureUtf8(MinBytes) >= MinBytes;

    private readonly record struct Place(JsonValue Value, int? Part);
}

/// <summary>A part that a slice made.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Content">Its content.</param>
public readonly record struct NewStatePart(int Number, ReadOnlyMemory<byte> Content);
