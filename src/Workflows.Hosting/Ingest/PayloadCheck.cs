using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Engine;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Schemas;
using Workflows.Hosting.Tenancy;
using Workflows.Schemas;

namespace Workflows.Hosting.Ingest;

/// <summary>
/// Finds the schema of an event (the publisher's, else the catalog's), fills in what the server knows better, and validates the payload. An event
/// without a schema is taken as it is.
/// </summary>
public sealed class PayloadCheck(SchemaDirectory schemas, TenantDirectory tenants, RedactionRules redaction, IdSource ids)
{
    private const int ExcerptLength = 1_000;
    private static readonly SchemaValidationOptions Validation = new() { MaxErrors = PayloadProblems.MaxErrors };

    /// <summary>Checks one event.</summary>
    internal async ValueTask<PayloadVerdict> CheckAsync(
        TenantId tenant, EventSubmission submission, CatalogEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asked = EventSchema.AskedFor(submission.Extra);
        if ((asked ?? entry.SchemaRef) is not { } schemaRef)
            return new PayloadVerdict { Payload = submission.Payload, Extra = submission.Extra, Flags = FlagsOf(submission) };
        var schema = await schemas.FindAsync(tenant, schemaRef, cancellationToken);
        if (asked is not null && await RefuseRefAsync(tenant, asked, schema, cancellationToken) is { } wrongRef)
            return PayloadVerdict.Refuse(wrongRef);
        var verdict = WithProvenance(submission, asked, entry, schema);
        if (schema?.CompileError is not null || schema is null) return verdict;

        var profile = await tenants.GetAsync(tenant, cancellationToken);
        verdict = Complete(verdict, submission, schema, profile.Key, now);
        if (verdict.Problem is not null) return verdict;
        var result = schema.Compiled.Validate(verdict.Payload, Validation);
        if (result.IsValid) return verdict;

        var redacted = await RedactAsync(tenant, verdict.Payload, cancellationToken);
        var errors = PayloadProblems.Describe(result, verdict.Payload, redacted);
        var problem = PayloadProblems.Invalid(schemaRef, errors);
        var accepts = profile.Settings.AcceptInvalidPayloads;
        var rejected = Log(tenant, submission, entry, schemaRef, errors, redacted, accepts);
        return accepts
            ? verdict with
            {
                Flags = verdict.Flags | EventFlags.InvalidPayload,
                Warning = new IngestWarning(problem.Code, problem.Message),
                Rejected = rejected,
            }
            : PayloadVerdict.Refuse(problem, rejected);
    }

    /// <summary>A schema that the publisher names itself has to be there and to be active.</summary>
    private async ValueTask<Problem?> RefuseRefAsync(
        TenantId tenant, string asked, RegisteredSchema? schema, CancellationToken cancellationToken)
    {
        const string pointer = "/payloadSchemaRef";
        return schema?.Status switch
        {
            SchemaStatus.Active => null,
            SchemaStatus.Deprecated => SchemaProblems.Deprecated(asked, pointer),
            SchemaStatus.Draft => SchemaProblems.NotActive(asked, pointer),
            _ => SchemaProblems.Unknown(asked, pointer, await schemas.NearestAsync(tenant, asked, cancellationToken)),
        };
    }

    private static PayloadVerdict WithProvenance(EventSubmission submission, string? asked, CatalogEntry entry, RegisteredSchema? schema)
    {
        var verdict = new PayloadVerdict { Payload = submission.Payload, Extra = submission.Extra, Flags = FlagsOf(submission) };
        if (asked is null)
        {
            if (schema is null) return verdict with { Warning = UnknownInCatalog(entry) };
            return verdict with
            {
                Extra = EventSchema.NoteCatalog(submission.Extra, JsonValue.From(schema.Ref)),
                Warning = schema.Status == SchemaStatus.Deprecated ? DeprecatedInCatalog(entry) : null,
            };
        }

        if (entry.SchemaRef is not { } inCatalog || inCatalog == asked) return verdict;
        return verdict with
        {
            Extra = EventSchema.NoteConflict(submission.Extra, inCatalog),
            Flags = verdict.Flags | EventFlags.SchemaConflict,
            Warning = new IngestWarning(
                "SCHEMA_CONFLICT", $"The event names the schema '{asked}', the catalog '{inCatalog}'; the event's was used."),
        };
    }

    /// <summary>Fills in what the schema requires and the payload leaves out; a contradiction is a problem.</summary>
    private static PayloadVerdict Complete(
        PayloadVerdict verdict, EventSubmission submission, RegisteredSchema schema, string tenant, DateTimeOffset now)
    {
        var payload = submission.Payload;
        if (payload.Kind != JsonKind.Object) return verdict;
        if (schema.RequiresTenantId && !payload["tenantId"].IsString(tenant))
        {
            // A sample that is simulated has some tenant; it becomes this one.
            if (!payload["tenantId"].IsMissing && !submission.Simulated) return PayloadVerdict.Refuse(PayloadProblems.TenantMismatch(tenant));
            verdict = verdict with { Payload = verdict.Payload.With("tenantId", JsonValue.From(tenant)), IsCompleted = true };
        }

        if (!schema.RequiresOccurredAt || !payload["occurredAt"].IsMissing) return verdict;
        var occurredAt = JsonValue.From(Timestamp.Format(submission.OccurredAt ?? now));
        return verdict with { Payload = verdict.Payload.With("occurredAt", occurredAt), IsCompleted = true };
    }

    /// <summary>The payload as it may be shown, by the tenant's rules.</summary>
    private async ValueTask<JsonValue> RedactAsync(TenantId tenant, JsonValue payload, CancellationToken cancellationToken)
    {
        var rules = await redaction.GetAsync(tenant, cancellationToken);
        var envelope = new JsonObjectBuilder().Add("payload", payload).Build();
        return rules.For(envelope).Envelope(envelope)["payload"];
    }

    private RejectedEvent? Log(
        TenantId tenant, EventSubmission submission, CatalogEntry entry, string schemaRef, IReadOnlyList<ProblemIssue> errors,
        JsonValue redacted, bool accepted)
    {
        // The log is there to show publishers that drift; who simulates sees the errors.
        if (submission.Simulated) return null;
        var list = new JsonArrayBuilder();
        foreach (var error in errors)
            list.Add(new JsonObjectBuilder().Add("pointer", JsonValue.From(error.Pointer)).Add("message", JsonValue.From(error.Message)).Build());
        var text = redacted.ToString();
        return new RejectedEvent
        {
            Id = ids.Next(),
            Tenant = tenant,
            Type = entry.TypeId,
            Source = submission.Source,
            ExternalId = submission.Id,
            SchemaRef = schemaRef,
            Accepted = accepted,
            Errors = list.Build().ToUtf8(),
            Excerpt = text.Length <= ExcerptLength ? text : Cut(text),
        };
    }

    // Not in the middle of a character.
    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[ExcerptLength - 1]) ? ExcerptLength - 1 : ExcerptLength)] + "…";

    private static EventFlags FlagsOf(EventSubmission submission) => submission.Simulated ? EventFlags.Simulated : EventFlags.None;

    private static IngestWarning UnknownInCatalog(CatalogEntry entry) => new(
        "UNKNOWN_SCHEMA_REF", $"The catalog names the schema '{entry.SchemaRef}', which is not in the registry; the payload was not checked.");

    private static IngestWarning DeprecatedInCatalog(CatalogEntry entry) => new(
        "SCHEMA_DEPRECATED", $"The schema '{entry.SchemaRef}' of the event type is deprecated.");
}
