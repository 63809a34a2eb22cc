namespace Workflows.Hosting.Simulation;

/// <summary>Why an event was not simulated.</summary>
internal static class SimulationProblems
{
    public static Problem SourceUnclear { get; } = new(
        ProblemKind.Invalid, "SIMULATION_SOURCE_UNCLEAR", "The payload comes from exactly one place.", null,
        "Send one of 'payload', 'eventId' and 'sample'; beside 'eventId', 'payload' is the edited payload of that event.");

    public static Problem OtherType(string id, string type) => new(
        ProblemKind.Invalid, "EVENT_OF_OTHER_TYPE", $"The event '{id}' is a {type}.", "/eventId", $"Simulate {type}, or name another event.");

    public static Problem UnknownSchema(string schemaRef, IReadOnlyList<string> near) => new(
        ProblemKind.Invalid, "UNKNOWN_SCHEMA_REF", $"The registry has no schema '{schemaRef}'.", "/payloadSchemaRef",
        near.Count == 0 ? "Register it, or name another one." : $"Did you mean {string.Join(", ", near)}?");

    public static Problem NoSample(string schemaRef) => new(
        ProblemKind.Conflict, "NO_SAMPLE", $"No payload could be made up that fits '{schemaRef}'.", null, "Send a 'payload' of your own.");
}
