using System.Globalization;

namespace Workflows.Hosting.Catalog;

/// <summary>Why a change of the catalog was refused.</summary>
internal static class CatalogProblems
{
    public static Problem InvalidType { get; } = new(
        ProblemKind.Invalid, "INVALID_EVENT_TYPE", "'type' is not the name of an event type.", "/type",
        "Write it as SCREAMING_SNAKE_CASE or dotted, as service.domain.action, with at most 200 characters.");

    public static Problem InvalidStatus { get; } = new(
        ProblemKind.Invalid, "INVALID_ENTRY_STATUS", "An entry has no such status.", "/status", "Send active, beta, draft or deprecated.");

    public static Problem SchemaTwice { get; } = new(
        ProblemKind.Invalid, "SCHEMA_GIVEN_TWICE", "The entry has both a schema ref and a schema.", "/payloadSchema",
        "Send 'payloadSchemaRef' for a schema of the registry, or 'payloadSchema' to register one.");

    public static Problem BadText(string name, string rule) => new(
        ProblemKind.Invalid, "INVALID_TEXT", $"'{name}' {rule}.", $"/{name}", "Send a shorter text without control characters.");

    public static Problem NotFound(string type, string? nearest) => new(
        ProblemKind.NotFound, "UNKNOWN_EVENT_TYPE", $"The catalog has no event type '{type}'.", null,
        nearest is null ? "GET /v1/event-types lists all types." : $"Did you mean '{nearest}'?")
    {
        Nearest = nearest is null ? [] : [nearest],
    };

    public static Problem Exists(string type) => new(
        ProblemKind.Conflict, "EVENT_TYPE_CONFLICT", $"The tenant has an event type '{type}' already.", "/type",
        "Choose another name, or change the existing entry with PUT or PATCH.");

    public static Problem IsSystem(string type) => new(
        ProblemKind.Conflict, "SYSTEM_EVENT_TYPE_READ_ONLY", $"The event type '{type}' belongs to the system.", null,
        "Define an entry of your own with the same type: POST /v1/event-types. It wins over the system's.");

    public static Problem Stale(string type, int revision) => new(
        ProblemKind.Stale, "STALE_REVISION",
        $"The event type '{type}' was changed meanwhile; it is at revision {revision.ToString(CultureInfo.InvariantCulture)} or later.", null,
        "Read it again, apply the change to it, and save with its ETag.");

    public static Problem InUse(string type, IReadOnlyList<string> workflows) => new(
        ProblemKind.Conflict, "EVENT_TYPE_IN_USE",
        $"{workflows.Count.ToString(CultureInfo.InvariantCulture)} workflow(s) listen to '{type}': {string.Join(", ", workflows.Take(5))}.", null,
        "Detach them first, or set the entry's status to deprecated.");

    public static Problem TooMany(int limit) => new(
        ProblemKind.Conflict, "TOO_MANY_EVENT_TYPES",
        $"The tenant has {limit.ToString(CultureInfo.InvariantCulture)} event types of its own, which is the limit.", null,
        "Delete entries that are not used.");
}
