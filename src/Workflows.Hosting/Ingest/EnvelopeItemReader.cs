using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Ingest;

/// <summary>Reads one envelope. The first thing that is wrong is reported.</summary>
internal struct EnvelopeItemReader
{
    private readonly string at;
    private readonly EnvelopeLimits limits;
    private readonly bool measure;
    private string? id;
    private string? type;
    private string? source;
    private string? correlationId;
    private DateTimeOffset? occurredAt;
    private JsonValue payload;
    private JsonObjectBuilder? extra;

    private EnvelopeItemReader(string at, EnvelopeLimits limits, bool measure) =>
        (this.at, this.limits, this.measure) = (at, limits, measure);

    /// <summary>Reads an envelope.</summary>
    /// <param name="value">The envelope.</param>
    /// <param name="at">The JSON pointer of the envelope in the body.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="measure">Whether the payload can be too large at all.</param>
    public static EnvelopeItem Read(JsonValue value, string at, EnvelopeLimits limits, bool measure)
    {
        var reader = new EnvelopeItemReader(at, limits, measure);
        var problem = reader.ReadAll(value);
        return problem is null ? new EnvelopeItem(reader.Build(), null, reader.id) : new EnvelopeItem(null, problem, reader.id);
    }

    private Problem? ReadAll(JsonValue envelope)
    {
        if (envelope.Kind != JsonKind.Object) return EnvelopeProblems.WrongKind(at, "An event", "an object", envelope.Kind);
        foreach (var (name, value) in envelope.EnumerateObject())
            if (Take(name, value) is { } problem) return problem;
        if (type is null) return EnvelopeProblems.MissingKey(at, "type");
        return source is null ? EnvelopeProblems.MissingKey(at, "source") : null;
    }

    private Problem? Take(string name, JsonValue value) => name switch
    {
        "payload" => TakePayload(value),
        "id" => TakeText(name, value, ref id),
        "type" => TakeText(name, value, ref type) ?? CheckType(),
        "source" => TakeText(name, value, ref source),
        "correlationId" => TakeText(name, value, ref correlationId),
        "occurredAt" => TakeTime(value),
        "metadata" => TakeMetadata(value),
        "payloadSchemaRef" => TakeExtraText(name, value),
        "traceparent" => TakeTraceParent(value),
        "ttl" => TakeTimeToLive(value),
        _ => EnvelopeProblems.UnknownKey(at, name),
    };

    private Problem? TakePayload(JsonValue value)
    {
        payload = value;
        return measure && value.MeasureUtf8(limits.MaxPayloadBytes) > limits.MaxPayloadBytes
            ? EnvelopeProblems.PayloadTooLarge(at, limits)
            : null;
    }

    private readonly Problem? TakeText(string name, JsonValue value, ref string? field)
    {
        // An optional value that is null counts as absent, as serialisers write it.
        if (value.IsNull) return null;
        if (value.Kind != JsonKind.String) return EnvelopeProblems.WrongKind($"{at}/{name}", $"'{name}'", "a string", value.Kind);
        var text = value.GetString();
        if (EnvelopeText.Check(text, limits.MaxTextLength) is { } rule) return EnvelopeProblems.BadText($"{at}/{name}", name, rule);
        field = text;
        return null;
    }

    private readonly Problem? CheckType() =>
        type is null || EventTypeName.IsValid(type) ? null : EnvelopeProblems.BadEventType(at);

    private Problem? TakeTime(JsonValue value)
    {
        if (value.IsNull) return null;
        if (value.Kind == JsonKind.String && Rfc3339.TryRead(value.GetString(), out var time))
        {
            occurredAt = time;
            return null;
        }

        return EnvelopeProblems.BadTime(at);
    }

    private Problem? TakeMetadata(JsonValue value)
    {
        if (value.IsNull) return null;
        if (value.Kind != JsonKind.Object) return EnvelopeProblems.WrongKind($"{at}/metadata", "'metadata'", "an object", value.Kind);
        if (value.MeasureUtf8(limits.MaxMetadataBytes) > limits.MaxMetadataBytes) return EnvelopeProblems.MetadataTooLarge(at, limits);
        Keep("metadata", value);
        return null;
    }

    private Problem? TakeExtraText(string name, JsonValue value)
    {
        string? text = null;
        var problem = TakeText(name, value, ref text);
        if (text is not null) Keep(name, value);
        return problem;
    }

    private Problem? TakeTraceParent(JsonValue value)
    {
        if (value.IsNull) return null;
        if (value.Kind != JsonKind.String || !EnvelopeText.IsTraceParent(value.GetString())) return EnvelopeProblems.BadTraceParent(at);
        Keep("traceparent", value);
        return null;
    }

    private Problem? TakeTimeToLive(JsonValue value)
    {
        if (value.IsNull) return null;
        if (value.Kind != JsonKind.Number || !value.TryGetInt64(out var milliseconds) || milliseconds <= 0)
            return EnvelopeProblems.BadTimeToLive(at);
        Keep("ttl", value);
        return null;
    }

    private void Keep(string name, JsonValue value) => (extra ??= new JsonObjectBuilder()).Add(name, value);

    private readonly EventSubmission Build() => new()
    {
        Id = id,
        Type = type!,
        Source = source!,
        OccurredAt = occurredAt,
        CorrelationId = correlationId,
        Payload = payload.IsMissing ? JsonValue.EmptyObject : payload,
        Extra = extra?.Build() ?? JsonValue.Missing,
    };
}
