namespace Workflows.Hosting.Streams;

/// <summary>Why an event was not stored.</summary>
internal static class StreamProblems
{
    public static Problem StoreUnavailable { get; } = new(
        ProblemKind.Unavailable, "STORE_UNAVAILABLE", "The store cannot be reached; the event was not stored.",
        NextStep: "Send the event again with the same id.");

    public static Problem OutcomeUnknown { get; } = new(
        ProblemKind.Unavailable, "OUTCOME_UNKNOWN", "The store was lost while it took the event; it may or may not be stored.",
        NextStep: "Send the event again with the same id: if it was stored, that is answered as a duplicate.");

    public static Problem Busy { get; } = new(
        ProblemKind.Unavailable, "STREAM_BUSY", "The stream has more events waiting than it may hold.",
        NextStep: "Send the event again after a second, with the same id.");

    public static Problem IdConflict(string id) => new(
        ProblemKind.Conflict, "EVENT_ID_CONFLICT", $"An event with the id '{id}' and other content was accepted before.", "/id",
        "Give the event an id of its own; repeat an id only to repeat the same event.");
}
