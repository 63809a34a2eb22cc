namespace Workflows.Cluster.Tests.Processes;

/// <summary>The events of the process tests.</summary>
internal static class ClusterEvent
{
    /// <summary>Starts a run.</summary>
    public const string Created = "TICKET_CREATED";

    /// <summary>Resumes the run of its ticket.</summary>
    public const string Closed = "TICKET_CLOSED";

    /// <summary>What is in every payload, and nowhere else.</summary>
    public const string Ticket = "3c1de1f9-6b64-4d3b-9a8e-0f6d0c6b7a11";

    /// <summary>The event as publishers send it.</summary>
    public static string Json(string id, string type, string correlation) =>
        $$"""
        {"id":"{{id}}","type":"{{type}}","source":"cluster-test","correlationId":"{{correlation}}","occurredAt":"2026-01-14T09:12:03Z",
         "payload":{"tenantId":"dev","occurredAt":"2026-01-14T09:12:03Z","ticketId":"{{Ticket}}"} }
        """;

    /// <summary>The body of a request.</summary>
    public static StringContent Content(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
