using Workflows.Schemas;

namespace Workflows.Hosting.Definitions;

/// <summary>Why an author's command was refused.</summary>
internal static class WorkflowProblems
{
    public static Problem NotAnObject { get; } = new(
        ProblemKind.Invalid, "INVALID_WORKFLOW_DEFINITION", "A definition is a JSON object.", "/definition",
        "Send an object with 'name' and 'steps'.");

    public static Problem InvalidKey(string key) => new(
        ProblemKind.Invalid, "INVALID_WORKFLOW_KEY", $"'{key}' cannot be a workflow's key.", "/key",
        "Use 1 to 100 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit.");

    public static Problem KeyTaken(string key) => new(
        ProblemKind.Conflict, "WORKFLOW_KEY_CONFLICT", $"A workflow '{key}' exists already.", "/key",
        "Choose another key, or save the draft of the existing workflow.");

    public static Problem NotFound(string key, string? nearest) => new(
        ProblemKind.NotFound, "UNKNOWN_WORKFLOW", $"There is no workflow '{key}'.", null,
        nearest is null ? "GET /v1/workflows lists the workflows." : $"Did you mean '{nearest}'?");

    public static Problem Stale(string key, int revision) => new(
        ProblemKind.Stale, "STALE_REVISION", $"The workflow '{key}' was changed meanwhile; it is at revision {revision}.", null,
        "Read the workflow again, apply the change to it, and save with its ETag.");

    public static Problem HasActiveRuns(string key, int count) => new(
        ProblemKind.Conflict, "WORKFLOW_HAS_ACTIVE_RUNS", $"The workflow '{key}' has {count} runs that have not ended.", null,
        "Wait until they end, or cancel them.");

    public static Problem NotPublished(string key) => new(
        ProblemKind.Conflict, "WORKFLOW_NOT_PUBLISHED", $"The workflow '{key}' has no published version.", null, "Publish the draft first.");

    public static Problem UnknownVersion(string key, int version) => new(
        ProblemKind.NotFound, "UNKNOWN_WORKFLOW_VERSION", $"The workflow '{key}' has no version {version}.", null,
        $"GET /v1/workflows/{key}/versions lists the versions.");

    public static Problem PayloadViolatesContract(string key, IReadOnlyList<SchemaValidationError> violations) => new(
        ProblemKind.Invalid, "PAYLOAD_CONTRACT_VIOLATED", $"The payload breaks the contract of '{key}': {violations[0].Message}",
        "/payload" + violations[0].InstancePointer, $"GET /v1/workflows/{key}/contract shows the schema of the payload.")
    {
        Issues = [.. violations.Select(violation => new ProblemIssue("/payload" + violation.InstancePointer, violation.Keyword, violation.Message))],
    };

    public static Problem ConcurrencyLimitReached(string key, int limit) => new(
        ProblemKind.Limited, "CONCURRENCY_LIMIT_REACHED", $"The workflow '{key}' has {limit} runs that have not ended, and may not have more.",
        null, "Try again when a run has ended, or send \"whenFull\": \"hold\" to have the run started when there is room.");

    public static Problem InvalidSetting(string name, string rule) => new(
        ProblemKind.Invalid, "INVALID_SETTING", $"'{name}' is {rule}.", "/" + name, "Correct the value and send the settings again.");

    public static Problem UnknownDelivery(string id) => new(
        ProblemKind.NotFound, "UNKNOWN_DELIVERY", $"There is no held or dead delivery '{id}'.", null,
        "GET /v1/deliveries?status=dead lists the dead letters.");

    public static Problem DeliverySettled(string id) => new(
        ProblemKind.Conflict, "DELIVERY_SETTLED", $"The delivery '{id}' is neither held nor dead any more.", null,
        "Read the event to see what became of it.");

    public static Problem DeliveryOfRun(string id, Guid run) => new(
        ProblemKind.Conflict, "DELIVERY_OF_RUN", $"The delivery '{id}' is the turn of the run {run:D}, which another run waits for.", null,
        $"Cancel the run: POST /v1/runs/{run:D}/cancel.");

    public static Problem StoreUnavailable { get; } = new(
        ProblemKind.Unavailable, "STORE_UNAVAILABLE", "The store cannot be reached.", null, "Try again after a few seconds.");
}
