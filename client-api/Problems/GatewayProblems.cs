using System.Globalization;
using Workflows.Hosting;

namespace Workflows.ClientApi.Problems;

/// <summary>The problems that the gateway itself finds; the engine's come with their results.</summary>
internal static class GatewayProblems
{
    public static Problem Unauthorized => new(
        ProblemKind.Invalid, "UNAUTHORIZED", "The request has no valid credential.", null,
        "Send an API key or token as 'Authorization: Bearer <credential>', or a key as 'X-Api-Key'.");

    public static Problem NoSuchRoute => new(
        ProblemKind.NotFound, "NO_SUCH_ROUTE", "There is nothing at this address.", null, "See /docs for the routes.");

    public static Problem MethodNotAllowed => new(
        ProblemKind.Invalid, "METHOD_NOT_ALLOWED", "This address does not take that method.", null, "See the Allow header, or /docs.");

    public static Problem Internal => new(
        ProblemKind.Unavailable, "INTERNAL", "The server failed to answer; the fault is in its log under the trace id.", null,
        "Report it with the trace id; whatever was acknowledged before is safe.");

    public static Problem StoreUnavailable => new(
        ProblemKind.Unavailable, "STORE_UNAVAILABLE", "The database cannot be reached right now; nothing that was acknowledged is lost.",
        null, "Try again in a moment; repeat events with the same id.");

    public static Problem SystemWorkflow(string key) => new(
        ProblemKind.Conflict, "SYSTEM_WORKFLOW", $"The workflow '{key}' belongs to the system; only an admin changes it.", null,
        "Ask an admin, or make a copy under another key.");

    public static Problem Stopping { get; } = NotReady("the process is stopping");

    public static Problem NotReady(string reason) => new(
        ProblemKind.Unavailable, "NOT_READY", $"This process takes no work right now: {reason}.", null,
        "Send requests to another process, or try again in a moment.");

    public static Problem Forbidden(string permission) => new(
        ProblemKind.Invalid, "FORBIDDEN", $"The credential does not carry the permission '{permission}'.", null,
        "Use a credential with a role that has it (docs/configuration.md, \"Roles\").");

    public static Problem UnsupportedMediaType(string expected) => new(
        ProblemKind.Invalid, "UNSUPPORTED_MEDIA_TYPE", "The body has a media type that this route does not take.", null,
        $"Send Content-Type: {expected}.");

    public static Problem BodyTooLarge(int limit) => new(
        ProblemKind.TooLarge, "BODY_TOO_LARGE", $"The body is larger than {limit.ToString(CultureInfo.InvariantCulture)} bytes.", null,
        "Send less in one request.");

    public static Problem MalformedJson(string message, long position) => new(
        ProblemKind.Invalid, "MALFORMED_JSON", $"{message.TrimEnd('.')} (byte {position.ToString(CultureInfo.InvariantCulture)}).", null,
        "Send valid JSON (RFC 8259) in UTF-8.");

    public static Problem BadRequest(string message) => new(
        ProblemKind.Invalid, "BAD_REQUEST", message, null, "Correct the request; /docs describes it.");

    public static Problem WrongType(string name, string expected) => new(
        ProblemKind.Invalid, "WRONG_TYPE", name.Length == 0 ? $"The body must be {expected}." : $"'{name}' must be {expected}.",
        name.Length == 0 ? "" : $"/{name}", $"Send {expected}.");

    public static Problem MissingKey(string name) => new(
        ProblemKind.Invalid, "MISSING_KEY", $"The body has no '{name}'.", $"/{name}", $"Add '{name}'.");

    public static Problem UnknownKey(string pointer, IEnumerable<string> known) => new(
        ProblemKind.Invalid, "UNKNOWN_KEY", "The body has a key that this route does not know.", pointer,
        $"Leave it out; the keys are {string.Join(", ", known)}.");

    public static Problem UnknownParameter(string name, IEnumerable<string> known) => new(
        ProblemKind.Invalid, "UNKNOWN_PARAMETER", $"This route has no query parameter '{name}'.", null,
        known.Any() ? $"Leave it out; the parameters are {string.Join(", ", known)}." : "Leave it out; this route has none.");

    public static Problem InvalidParameter(string name, string expected) => new(
        ProblemKind.Invalid, "INVALID_PARAMETER", $"The query parameter '{name}' is not {expected}.", null, $"Send {expected}.");

    public static Problem InvalidCursor => new(
        ProblemKind.Invalid, "INVALID_CURSOR", "The cursor was not made by this route.", null,
        "Send the nextCursor of the page before, or none for the first page.");

    public static Problem InvalidIfMatch => new(
        ProblemKind.Invalid, "INVALID_IF_MATCH", "The If-Match header is not an ETag of this route.", null,
        "Send the ETag of the thing as it was read, or * to overwrite.");

    public static Problem NoSuchEventType(string type) => new(
        ProblemKind.NotFound, "UNKNOWN_EVENT_TYPE", $"The catalog has no event type '{type}'.", null, "See GET /v1/event-types.");

    public static Problem NoSuchRun => new(
        ProblemKind.NotFound, "UNKNOWN_RUN", "There is no such run.", null, "See GET /v1/runs.");

    public static Problem InvalidIdempotencyKey => new(
        ProblemKind.Invalid, "INVALID_IDEMPOTENCY_KEY", "The Idempotency-Key header has more than 200 characters, or control characters.", null,
        "Send a UUID, for instance.");

    public static Problem IdempotencyKeyReused => new(
        ProblemKind.Conflict, "IDEMPOTENCY_KEY_REUSED", "The Idempotency-Key was sent with another body within the last 24 hours.", null,
        "Use a new key for a new request.");

    public static Problem RequestUnderWay => new(
        ProblemKind.Conflict, "REQUEST_UNDER_WAY",
        "A request with this Idempotency-Key is under way, or was interrupted and its outcome is not known.", null,
        "Ask again in a moment; when it stays so, look whether the request had its effect.");

    public static Problem NoSuchStep(string step) => new(
        ProblemKind.NotFound, "UNKNOWN_RUN_STEP", $"The run did not come to a step '{step}'.", null, "See the run's steps.");

    public static Problem NoSuchTask => new(
        ProblemKind.NotFound, "UNKNOWN_TASK", "There is no such task.", null, "See GET /v1/tasks.");

    public static Problem NoSuchVersion => new(
        ProblemKind.NotFound, "UNKNOWN_WORKFLOW_VERSION", "The workflow has no such version.", null, "See the workflow's versions.");

    public static Problem NoSuchKey => new(
        ProblemKind.NotFound, "UNKNOWN_KEY_NAME", "There is no good key of that name.", null, "See GET /v1/keys.");

    public static Problem KeyNameTaken => new(
        ProblemKind.Conflict, "KEY_NAME_TAKEN", "There is a key of that name.", "/name", "Choose another name, or revoke that key first.");

    public static Problem RoleBeyondCaller(string role) => new(
        ProblemKind.Invalid, "ROLE_BEYOND_CALLER", $"The role '{role}' may do more than the credential that asks for it.", "/roles",
        "Ask with a credential that has that role.");

    public static Problem UnknownRole(string pointer, IEnumerable<string> known) => new(
        ProblemKind.Invalid, "UNKNOWN_ROLE", "There is no such role.", pointer, $"The roles are {string.Join(", ", known)}.");

    public static Problem InvalidKeyName => new(
        ProblemKind.Invalid, "INVALID_KEY_NAME", "A key's name has 1 to 100 letters, digits, '.', '_' or '-'.", "/name",
        "Choose such a name.");

    public static Problem ExpiryInThePast => new(
        ProblemKind.Invalid, "EXPIRY_IN_THE_PAST", "'expiresAt' has passed.", "/expiresAt",
        "Send a moment in the future, or leave it out.");

    public static Problem DefinitionInvalid(int errors) => new(
        ProblemKind.Invalid, "DEFINITION_INVALID",
        $"The draft has {errors.ToString(CultureInfo.InvariantCulture)} error(s) and was not published.", null,
        "Correct what 'findings' lists, save the draft and publish again.");
}
