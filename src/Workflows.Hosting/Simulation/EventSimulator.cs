using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Catalog.Entries;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Simulation;

/// <summary>
/// Tries an event: it takes the road of every event, through ingest and trigger, and its runs are real; only its mark tells it from others.
/// </summary>
public sealed class EventSimulator(IIngest ingest, IQueries queries, EventSamples samples, IStore store, IdSource ids)
{
    private const string DefaultSource = "simulation";

    /// <summary>Simulates an event and waits for what it does.</summary>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    public async Task<Result<SimulationResult>> SimulateAsync(
        Caller caller, CatalogEntry entry, SimulationRequest request, CancellationToken cancellationToken)
    {
        var filled = await FillAsync(caller.Tenant, entry, request, cancellationToken);
        if (!filled.IsOk) return filled.Problem;
        var envelope = EnvelopeReader.ReadJson(ToEnvelope(caller, entry, filled.Value).ToUtf8());
        if (!envelope.IsOk) return envelope.Problem;
        var item = envelope.Value.Items[0];
        if (item.Problem is { } problem) return problem;

        var results = await ingest.SubmitAsync(
            caller.Tenant, [item.Event! with { Simulated = true }], waitProcessed: true, cancellationToken);
        if (results[0].Problem is { } refused) return refused;
        var result = new SimulationResult(results[0].Id!, results[0].Sequence, results[0].Deliveries);
        await AuditAsync(caller, entry, request, result, cancellationToken);
        return result;
    }

    /// <summary>The request with everything that a stored event or a sample has to give.</summary>
    private async Task<Result<SimulationRequest>> FillAsync(
        TenantId tenant, CatalogEntry entry, SimulationRequest request, CancellationToken cancellationToken)
    {
        var hasPayload = !request.Payload.IsMissing;
        var isClear = request.Sample ? !hasPayload && request.EventId is null : hasPayload || request.EventId is not null;
        if (!isClear) return SimulationProblems.SourceUnclear;
        if (request.Sample)
        {
            var sample = await samples.GetAsync(tenant, entry, request.Seed, request.PayloadSchemaRef, cancellationToken);
            return sample.IsOk ? request with { Payload = sample.Value.Payload } : sample.Problem;
        }

        if (request.EventId is not { } id) return request;
        var found = await queries.GetEventAsync(tenant, id, cancellationToken);
        if (!found.IsOk) return found.Problem with { Pointer = "/eventId" };
        if (found.Value.Type != entry.EventType) return SimulationProblems.OtherType(id, found.Value.Type);
        var stored = found.Value.Event;
        var schemaRef = stored.Extra.IsEmpty ? JsonValue.Missing : JsonValue.Parse(stored.Extra)["payloadSchemaRef"];
        return request with
        {
            Payload = hasPayload ? request.Payload : JsonValue.Parse(stored.Payload),
            CorrelationId = request.CorrelationId ?? stored.CorrelationId,
            Source = request.Source ?? stored.Source,
            PayloadSchemaRef = request.PayloadSchemaRef ?? (schemaRef.Kind == JsonKind.String ? schemaRef.GetString() : null),
        };
    }

    /// <summary>The event as a publisher would send it, so that it is checked like one.</summary>
    private static JsonValue ToEnvelope(Caller caller, CatalogEntry entry, SimulationRequest request)
    {
        var metadata = new JsonObjectBuilder().Add("simulatedBy", JsonValue.From(caller.Actor));
        if (request.EventId is { } id) metadata.Add("simulatedFrom", JsonValue.From(id));
        var envelope = new JsonObjectBuilder()
            .Add("type", JsonValue.From(entry.EventType))
            .Add("source", JsonValue.From(request.Source ?? DefaultSource))
            .Add("payload", request.Payload)
            .Add("metadata", metadata.Build());
        if (request.CorrelationId is { } correlationId) envelope.Add("correlationId", JsonValue.From(correlationId));
        if (request.PayloadSchemaRef is { } schemaRef) envelope.Add("payloadSchemaRef", JsonValue.From(schemaRef));
        return envelope.Build();
    }

    private Task AuditAsync(
        Caller caller, CatalogEntry entry, SimulationRequest request, SimulationResult result, CancellationToken cancellationToken)
    {
        var details = new JsonObjectBuilder()
            .Add("eventId", JsonValue.From(result.EventId))
            .Add("from", JsonValue.From(request.Sample ? "sample" : request.EventId is null ? "payload" : "event"));
        if (request.EventId is { } id) details.Add("fromEventId", JsonValue.From(id));
        return store.Tenants.AuditAsync(
            new AuditRecord(
                ids.Next(), caller.Tenant, caller.Actor, "event-type.simulate", $"event-type:{entry.EventType}", details.Build().ToUtf8()),
            cancellationToken);
    }
}
