using System.Globalization;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Ingest;

/// <summary>Why a publish request, or an event in it, is refused.</summary>
internal static class EnvelopeProblems
{
    public static Problem NoEvents => new(
        ProblemKind.Invalid, "NO_EVENTS", "The request holds no event.", null, "Send at least one event.");

    public static Problem? OfSize(int bytes, EnvelopeLimits limits) => bytes <= limits.MaxBodyBytes ? null : new Problem(
        ProblemKind.TooLarge, "BODY_TOO_LARGE", $"The body is larger than {Number(limits.MaxBodyBytes)} bytes.", null,
        "Send fewer events in one request.");

    public static Problem TooManyEvents(EnvelopeLimits limits) => new(
        ProblemKind.TooLarge, "TOO_MANY_EVENTS", $"The request holds more than {Number(limits.MaxEvents)} events.",
        ItemPointer(limits.MaxEvents), "Split it into several requests.");

    public static Problem Unreadable(JsonParseError error, string? pointer)
    {
        var message = $"{error.Message.TrimEnd('.')} (byte {Number(error.Position)}{(pointer is null ? "" : " of the line")}).";
        return error.Code == JsonParseErrorCode.TooDeep
            ? new(ProblemKind.Invalid, "TOO_DEEP", message, pointer, "Nest arrays and objects less deeply.")
            : new(ProblemKind.Invalid, "MALFORMED_JSON", message, pointer, "Send valid JSON (RFC 8259) in UTF-8.");
    }

    public static Problem WrongKind(string pointer, string what, string expected, JsonKind actual) => new(
        ProblemKind.Invalid, "WRONG_TYPE", $"{what} must be {expected}, not {Name(actual)}.", pointer, $"Send {expected}.");

    public static Problem MissingKey(string at, string name) => new(
        ProblemKind.Invalid, "MISSING_KEY", $"The event has no '{name}'.", $"{at}/{name}", $"Add '{name}' to the envelope.");

    public static Problem UnknownKey(string at, string name) => new(
        ProblemKind.Invalid, "UNKNOWN_KEY", $"The envelope has no key '{Shorten(name)}'.", JsonPointer.Parse(at).Append(name).ToString(),
        "Put further data into 'payload' or 'metadata'; the keys are id, type, source, occurredAt, payload, correlationId, ttl, metadata, "
        + "payloadSchemaRef and traceparent.");

    public static Problem BadText(string pointer, string name, string rule) => new(
        ProblemKind.Invalid, "INVALID_TEXT", $"'{name}' {rule}.", pointer, "Send 1 to 200 characters without control characters.");

    public static Problem BadEventType(string at) => new(
        ProblemKind.Invalid, "INVALID_EVENT_TYPE", "'type' is not the name of an event type.", $"{at}/type",
        "Write it as SCREAMING_SNAKE_CASE or dotted, as service.domain.action.");

    public static Problem BadTime(string at) => new(
        ProblemKind.Invalid, "INVALID_TIME", "'occurredAt' is not an RFC 3339 time.", $"{at}/occurredAt",
        "Send a time with an offset, as 2026-01-31T12:00:00Z, or leave it out.");

    public static Problem BadTimeToLive(string at) => new(
        ProblemKind.Invalid, "INVALID_TTL", "'ttl' is not a positive whole number of milliseconds.", $"{at}/ttl",
        "Send milliseconds as an integer above 0, or leave it out.");

    public static Problem BadTraceParent(string at) => new(
        ProblemKind.Invalid, "INVALID_TRACEPARENT", "'traceparent' is not a W3C trace context.", $"{at}/traceparent",
        "Send 00-<32 hexadecimal digits>-<16>-<2>, lower case, or leave it out.");

    public static Problem PayloadTooLarge(string at, EnvelopeLimits limits) => new(
        ProblemKind.TooLarge, "PAYLOAD_TOO_LARGE", $"The payload is larger than {Number(limits.MaxPayloadBytes)} bytes.", $"{at}/payload",
        "Store the data elsewhere and send a reference to it.");

    public static Problem MetadataTooLarge(string at, EnvelopeLimits limits) => new(
        ProblemKind.TooLarge, "METADATA_TOO_LARGE", $"The metadata is larger than {Number(limits.MaxMetadataBytes)} bytes.",
        $"{at}/metadata", "Move data into the payload.");

    public static string ItemPointer(int index) => $"/{Number(index)}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Shorten(string name) => name.Length <= 50 ? name : string.Concat(name.AsSpan(0, 50), "…");

    private static string Name(JsonKind kind) => kind switch
    {
        JsonKind.Null => "null",
        JsonKind.Boolean => "a boolean",
        JsonKind.Number => "a number",
        JsonKind.String => "a string",
        JsonKind.Array => "an array",
        JsonKind.Object => "an object",
        _ => "missing",
    };
}
