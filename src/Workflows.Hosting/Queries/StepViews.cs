using Workflows.Abstractions.Json;
using Workflows.Engine;

namespace Workflows.Hosting.Queries;

/// <summary>A step of a run: one row for each identity, in the order in which they first ran.</summary>
/// <param name="Step">The identity, with loop indexes.</param>
/// <param name="Type">The step's type.</param>
/// <param name="Status">The latest status in its history.</param>
/// <param name="Attempts">The highest attempt.</param>
/// <param name="StartedAt">When it first ran.</param>
/// <param name="UpdatedAt">When it last did anything.</param>
/// <param name="DurationMs">Between the two.</param>
/// <param name="ErrorCode">The code of its latest error, where it has one.</param>
public sealed record StepView(
    string Step, string? Type, string? Status, int Attempts, string? StartedAt, string? UpdatedAt, long? DurationMs, string? ErrorCode);

/// <summary>One step of a run with all that is known about it.</summary>
public sealed record StepDetail
{
    /// <summary>The step.</summary>
    public required StepView Step { get; init; }

    /// <summary>Its latest input; redacted.</summary>
    public JsonValue? Input { get; init; }

    /// <summary>Its latest output; redacted.</summary>
    public JsonValue? Output { get; init; }

    /// <summary>What it wrote into the state, where that is known; redacted.</summary>
    public JsonValue? Changed { get; init; }

    /// <summary>Its latest error; redacted.</summary>
    public JsonValue? Error { get; init; }

    /// <summary>What an operator can do about the error.</summary>
    public string? NextStep { get; init; }

    /// <summary>The entries of the history, in order.</summary>
    public required IReadOnlyList<JsonValue> Entries { get; init; }

    /// <summary>What it logged.</summary>
    public required IReadOnlyList<LogLine> Logs { get; init; }
}

/// <summary>An attempt, wait or retry on the time line of a run.</summary>
/// <param name="Step">The identity of the step; <c>run</c> for the run as a whole.</param>
/// <param name="Type">The step's type.</param>
/// <param name="Kind"><c>attempt</c>, <c>wait</c>, <c>retry</c> or <c>operator</c>.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it is under way.</param>
/// <param name="DurationMs">Between the two.</param>
/// <param name="Status">How it ended, or where it stands.</param>
/// <param name="Child">The run that the step called.</param>
/// <param name="ErrorCode">The code of its error.</param>
public sealed record TimelineSpan(
    string Step, string? Type, string Kind, int Attempt, string? From, string? To, long? DurationMs, string Status, string? Child,
    string? ErrorCode);

/// <summary>A line of a run's log.</summary>
/// <param name="At">When.</param>
/// <param name="Level"><c>debug</c>, <c>info</c>, <c>warn</c> or <c>error</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Step">The identity of the step.</param>
/// <param name="EventName">The event type that it is about.</param>
/// <param name="Key">The correlation key that it is about.</param>
/// <param name="Context">Further facts; redacted.</param>
public sealed record LogLine(string? At, string Level, string Message, string Step, string? EventName, string? Key, JsonValue? Context);

/// <summary>Reads entries of a history; <c>SliceHistory</c> says what they hold.</summary>
internal static class Entry
{
    public static string? Text(JsonValue entry, string name) => entry[name].Kind == JsonKind.String ? entry[name].GetString() : null;

    public static int Attempt(JsonValue entry) =>
        entry["attempt"].Kind == JsonKind.Number && entry["attempt"].TryGetInt64(out var number) ? (int)number : 1;

    public static string? ErrorCode(JsonValue entry) => Text(entry["error"], "code");

    public static long? Between(string? from, string? to) =>
        from is not null && to is not null && Timestamp.TryParse(from, out var begin) && Timestamp.TryParse(to, out var end)
            ? (long)(end - begin).TotalMilliseconds
            : null;

    public static JsonValue? OrNull(JsonValue value) => value.IsMissing ? null : value;
}
