using System.Globalization;
using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Hosting.Ingest;

/// <summary>Tells how a payload breaks its schema, without showing what must stay secret.</summary>
internal static class PayloadProblems
{
    /// <summary>Errors that are told of one payload.</summary>
    public const int MaxErrors = 20;

    private const string Payload = "/payload";

    public static Problem Invalid(string schemaRef, IReadOnlyList<ProblemIssue> errors) => new(
        ProblemKind.Invalid, "PAYLOAD_INVALID",
        $"The payload breaks the schema '{schemaRef}' in {errors.Count.ToString(CultureInfo.InvariantCulture)} place(s); {errors[0].Message}",
        errors[0].Pointer, $"Correct what 'issues' lists; GET /v1/schemas/{schemaRef} shows the schema.")
    {
        Issues = errors,
    };

    public static Problem TenantMismatch(string tenant) => new(
        ProblemKind.Invalid, "TENANT_MISMATCH", $"The payload's tenantId is not the tenant of the credential, '{tenant}'.", $"{Payload}/tenantId",
        "Leave tenantId out, it is filled in; or publish with a credential of that tenant.");

    /// <summary>The errors with pointers into the envelope.</summary>
    /// <param name="result">What validation found.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="redacted">The payload as it may be shown.</param>
    public static IReadOnlyList<ProblemIssue> Describe(SchemaValidationResult result, JsonValue payload, JsonValue redacted) =>
        [.. result.Errors.Select(error => new ProblemIssue(Payload + error.InstancePointer, error.Keyword, MessageOf(error, payload, redacted)))];

    private static string MessageOf(SchemaValidationError error, JsonValue payload, JsonValue redacted)
    {
        // Where the two differ something is masked: the value, something around it, or something in it.
        var at = JsonPointer.Parse(error.InstancePointer);
        var actual = at.Resolve(payload) == at.Resolve(redacted) ? error.Actual : "[REDACTED]";
        return $"{Payload}{error.InstancePointer} should be {error.Expected}, but is {actual}.";
    }
}
