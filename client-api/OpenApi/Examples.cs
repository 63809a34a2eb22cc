using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Workflows.ClientApi.OpenApi;

/// <summary>Examples of request bodies and of the answers that one meets first.</summary>
internal static class Examples
{
    private const string Definition = """
        {"name":"Greet","trigger":{"type":"event","eventName":"TICKET_CREATED"},
         "steps":[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]}
        """;

    private const string Question = $$"""
        {"definition":{{Definition}},"pointer":"/steps/0/config/state","expression":"payload.tick","position":12}
        """;

    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["PublishEvents"] = """
            {"id":"t-1001-created","type":"TICKET_CREATED","source":"helpdesk","correlationId":"1001",
             "payload":{"tenantId":"dev","occurredAt":"2026-01-14T09:12:03Z","ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"}}
            """,
        ["CreateWorkflow"] = $$"""{"key":"greet","definition":{{Definition}}}""",
        ["ValidateDefinition"] = Definition,
        ["SaveDraft"] = Definition,
        ["AnalyzeExpression"] = Question,
        ["CompleteExpression"] = Question,
        ["HoverExpression"] = Question,
        ["AnalyzeImpact"] = """{"schema":{"type":"object","required":["ticketId","priority"]},"events":200}""",
        ["StartRun"] = """{"payload":{"ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"},"correlationId":"1001"}""",
        ["SimulateEvent"] = """{"sample":{"seed":7},"correlationId":"1001"}""",
        ["AttachWorkflow"] = """{"key":"ticket-greeting","name":"Ticket greeting"}""",
        ["DetachWorkflow"] = """{"workflow":"ticket-greeting","reason":"replaced by ticket-triage"}""",
        ["ChangeSettings"] = """{"concurrencyLimit":10,"pauseMode":"hold","autoPauseOnFailure":true,"failureRateThreshold":0.5,"tags":["billing"]}""",
        ["PauseWorkflow"] = """{"reason":"The billing system is down until noon."}""",
        ["ResumeWorkflow"] = """{"reason":"The billing system is back."}""",
        ["RedeliverDelivery"] = """{"reason":"The mapping was corrected in version 4."}""",
        ["DiscardDelivery"] = """{"reason":"A test event that was published by mistake."}""",
        ["RedeliverDeliveries"] = """{"workflow":"greet","code":"PLAN_INVALID","reason":"The action is registered again."}""",
        ["CreateSchedule"] = """
            {"workflow":"greet","name":"Every weekday morning","cron":"30 8 * * 1-5","timezone":"Europe/Berlin",
             "payload":{"kind":"morning"},"catchUp":"fire-once"}
            """,
        ["UpdateSchedule"] = """{"name":"Once, at new year","runAt":"2027-01-01T00:00:00Z"}""",
        ["PreviewSchedule"] = """{"cron":"30 8 * * 1-5","timezone":"Europe/Berlin","count":3}""",
        ["CreateSecret"] = """{"name":"TOKEN","value":"s3cr3t-t0ken","description":"Token of the CRM's API"}""",
        ["UpdateSecret"] = """{"value":"n3w-t0ken"}""",
        ["SaveRedaction"] = """{"redactionPointers":["/payload/card/number","/payload/items/*/ssn"],"redactionKeyPatterns":["^iban$"]}""",
        ["CreateBulkJob"] = """
            {"action":"retry","filter":{"workflow":"order","errorCode":"CONNECTION_FAILED"},"reason":"The payment service is back","perSecond":50}
            """,
        ["PauseJob"] = """{"reason":"The payment service is slow"}""",
        ["ResumeJob"] = """{"reason":"It is fast again"}""",
        ["CancelJob"] = """{"reason":"The rest is to stay as it is"}""",
        ["CancelRun"] = """{"reason":"The customer withdrew the order"}""",
        ["ResumeRun"] = """{"reason":"Paid by phone","wait":"paid","payload":{"ok":true}}""",
        ["RetryRun"] = """{"reason":"The payment service is back"}""",
        ["RequeueRun"] = """{"reason":"The event was wrong; the right one follows"}""",
        ["ReplayRun"] = """{"reason":"Corrected the amount","step":"charge","version":"latest","payload":{"amount":12}}""",
        ["CreateKey"] = """{"name":"helpdesk","roles":["operator"],"expiresAt":"2027-01-01T00:00:00Z"}""",
    };

    private static readonly Dictionary<(string, string), string> Answers = new()
    {
        [("PublishEvents", "202")] = """{"id":"t-1001-created","status":"accepted","sequence":1}""",
        [("PublishEvents", "200")] = """
            {"id":"t-1001-created","status":"accepted","sequence":1,
             "deliveries":[{"workflow":"greet","version":1,"outcome":"started","runId":"0199c8f0-3f5e-7a00-8000-5c0bcf414854"}]}
            """,
        [("PreviewSchedule", "200")] = """
            {"items":[{"at":"2026-03-27T07:30:00Z","local":"2026-03-27T08:30:00+01:00"},
                      {"at":"2026-03-30T06:30:00Z","local":"2026-03-30T08:30:00+02:00"}]}
            """,
        [("GetSecret", "200")] = """
            {"name":"TOKEN","description":"Token of the CRM's API","createdBy":"alice","createdAt":"2026-01-14T09:12:03Z",
             "updatedBy":"alice","updatedAt":"2026-01-14T09:12:03Z","valueSetAt":"2026-01-14T09:12:03Z","ageDays":12,
             "accessedAt":"2026-01-26T08:00:00Z","usedBy":["sync-contacts"]}
            """,
        [("RotateSecrets", "200")] = """{"masterKey":"9f2c1e0b7a6d5c43","rewrapped":12,"failed":0}""",
        [("PublishEvents", "400")] = """
            {"title":"Bad Request","status":400,"code":"MISSING_KEY","detail":"The event has no 'source'.","pointer":"/source",
             "nextStep":"Add 'source' to the envelope.","traceId":"0af7651916cd43dd8448eb211c80319c"}
            """,
    };

    /// <summary>Adds the examples of an operation.</summary>
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is not { } id) return Task.CompletedTask;
        if (Requests.TryGetValue(id, out var request)
            && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true)
            body.Example = JsonNode.Parse(request);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (!Answers.TryGetValue((id, status), out var answer)) continue;
            foreach (var content in response.Content?.Values ?? []) content.Example = JsonNode.Parse(answer);
        }

        return Task.CompletedTask;
    }
}
