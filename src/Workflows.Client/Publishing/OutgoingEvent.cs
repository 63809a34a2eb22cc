using System.Globalization;
using Workflows.Abstractions.Json;

namespace Workflows.Client.Publishing;

/// <summary>An event to publish.</summary>
public sealed record OutgoingEvent
{
    /// <summary>The event type: SCREAMING_SNAKE_CASE or dotted.</summary>
    public required string Type { get; init; }

    /// <summary>The logical publisher.</summary>
    public required string Source { get; init; }

    /// <summary>1 to 200 characters, unique for the tenant; made by the client when absent, so that a repeated request does nothing twice.</summary>
    public string? Id { get; init; }

    /// <summary>When the fact became true; when the server takes it, when absent.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Groups the events of one subject. Absent within a handler, it is the correlation id of the calling run.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Any JSON; an empty object when absent.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>An object; Missing for none. Within a handler the key <c>workflow</c> is added, unless it is there.</summary>
    public JsonValue Metadata { get; init; }

    /// <summary>The envelope as the server takes it, stamped with the present call.</summary>
    internal byte[] ToUtf8(WorkflowContext? context)
    {
        var envelope = new JsonObjectBuilder();
        envelope.Add("id", JsonValue.From(Id ?? Guid.CreateVersion7().ToString("D")));
        envelope.Add("type", JsonValue.From(Type));
        envelope.Add("source", JsonValue.From(Source));
        if (OccurredAt is { } at)
            envelope.Add("occurredAt", JsonValue.From(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        if ((CorrelationId ?? context?.CorrelationId) is { } correlation) envelope.Add("correlationId", JsonValue.From(correlation));
        if (!Payload.IsMissing) envelope.Add("payload", Payload);
        var metadata = context is null ? Metadata : Stamp(context);
        if (!metadata.IsMissing) envelope.Add("metadata", metadata);
        return envelope.Build().ToUtf8();
    }

    private JsonValue Stamp(WorkflowContext context)
    {
        var metadata = Metadata.IsMissing ? JsonValue.EmptyObject : Metadata;
        if (metadata.Kind != JsonKind.Object || !metadata["workflow"].IsMissing) return metadata;
        var call = new JsonObjectBuilder();
        call.Add("key", JsonValue.From(context.Workflow));
        call.Add("runId", JsonValue.From(context.RunId));
        call.Add("step", JsonValue.From(context.Step));
        return metadata.With("workflow", call.Build());
    }
}

/// <summary>An event that is on the server's disk.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Sequence">Its place in its lane.</param>
/// <param name="IsDuplicate">Whether the server had it before, as after a repeated request.</param>
public sealed record PublishedEvent(string Id, long Sequence, bool IsDuplicate);
