using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests;

/// <summary>Definitions and events that several tests use.</summary>
internal static class TestEvents
{
    /// <summary>A definition that ends in its first slice.</summary>
    public static string Definition(string eventType, string state = "SEEN") => $$$"""
        {"name":"Seen","trigger":{"type":"event","eventName":"{{{eventType}}}"},
         "steps":[{"id":"seen","type":"state.set","config":{"state":"{{{state}}}"}}]}
        """;

    /// <summary>A definition that waits for an event of another type with the ticket's id.</summary>
    public static string WaitingDefinition(string eventType, string awaited) => $$$"""
        {"name":"Waits","trigger":{"type":"event","eventName":"{{{eventType}}}"},
         "steps":[{"id":"wait","type":"event.wait",
                   "config":{"eventName":"{{{awaited}}}","correlationKey":{"$expr":"payload.ticketId"},"timeoutMs":3600000}}]}
        """;

    /// <summary>An event with a payload that the schema of ticket events takes.</summary>
    public static string Ticket(
        string type, string? id = null, string? correlationId = null, string ticket = "bdf67258-aab9-4be9-8c83-05131cf5ed69")
    {
        var builder = new JsonObjectBuilder();
        builder.Add("type", JsonValue.From(type));
        builder.Add("source", JsonValue.From("helpdesk"));
        if (id is not null) builder.Add("id", JsonValue.From(id));
        if (correlationId is not null) builder.Add("correlationId", JsonValue.From(correlationId));
        builder.Add("payload", JsonValue.Parse(
            $$"""{"occurredAt":"2026-01-14T09:12:03Z","ticketId":"{{ticket}}"}"""));
        return builder.Build().ToString();
    }

    /// <summary>Makes and publishes a workflow.</summary>
    public static async Task PublishWorkflowAsync(this Api api, string key, string definition)
    {
        (await api.PostAsync("/v1/workflows", $$"""{"key":"{{key}}","definition":{{definition}}}""")).Ok(System.Net.HttpStatusCode.Created);
        (await api.PostAsync($"/v1/workflows/{key}/publish")).Ok();
    }
}
