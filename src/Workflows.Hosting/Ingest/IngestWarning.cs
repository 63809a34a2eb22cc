namespace Workflows.Hosting.Ingest;

/// <summary>Something that did not keep an event from being accepted, and that its publisher should know.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record IngestWarning(string Code, string Message);
