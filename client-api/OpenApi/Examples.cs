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

    private const string EventType = """
        {"type":"shop.order.placed","name":"Order placed","category":"Shop","description":"A customer has placed an order.",
         "payloadSchema":{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"}}}}
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
        ["HoverExpression"] = Question.Replace("payload.tick", "payload.ticketId", StringComparison.Ordinal),
        ["AnalyzeImpact"] = """{"schema":{"type":"object","required":["ticketId","priority"]},"events":200}""",
        ["StartRun"] = """{"payload":{"ticketId":"bdf67258-aab9-4be9-8c83-05131cf5ed69"},"correlationId":"1001"}""",
        ["SimulateEvent"] = """{"sample":{"seed":7},"correlationId":"1001"}""",
        ["AttachWorkflow"] = """{"key":"ticket-greeting","name":"Ticket greeting"}""",
        ["DetachWorkflow"] = """{"workflow":"ticket-greeting","reason":"replaced by ticket-triage"}""",
        ["ExportWorkflows"] = """{"keys":["greet","ticket-triage"]}""",
        ["ImportWorkflows"] = $$"""
            {"format":"orleans-workflows.bundle","formatVersion":1,"workflows":[
              {"key":"greet","metadata":{"paused":false},"draft":{{Definition}},"versions":[{"version":1,"definition":{{Definition}} }]}]}
            """,
        ["ChangeSettings"] = """{"concurrencyLimit":10,"pauseMode":"hold","autoPauseOnFailure":true,"failureRateThreshold":0.5,"tags":["billing"]}""",
        ["PauseWorkflow"] = """{"reason":"The billing system is down until noon."}""",
        ["ResumeWorkflow"] = """{"reason":"The billing system is back."}""",
        ["RedeliverDelivery"] = """{"reason":"The mapping was corrected in version 4."}""",
        ["DiscardDelivery"] = """{"reason":"A test event that was published by mistake."}""",
        ["RedeliverDeliveries"] = """{"workflow":"greet","code":"PLAN_INVALID","reason":"The action is registered again."}""",
        ["CreateSchedule"] = """
            {"workflow":"greet","name":"Every weekday morning","cron":"30 8 * * 1-5","timezone":"Europe/Berlin",
             "days":"business","payload":{"kind":"morning"},"catchUp":"fire-once"}
            """,
        ["UpdateSchedule"] = """{"name":"Once, at new year","runAt":"2027-01-01T00:00:00Z"}""",
        ["PreviewSchedule"] = """{"cron":"30 8 * * 1-5","timezone":"Europe/Berlin","days":"business","calendar":"berlin","count":3}""",
        ["CreateCalendar"] = """
            {"key":"berlin","name":"Berlin","timezone":"Europe/Berlin","weekdays":["monday","tuesday","wednesday","thursday","friday"],
             "holidays":[{"date":"2026-12-25","name":"Christmas Day"},{"date":"2027-01-01","name":"New Year's Day"}],"default":true}
            """,
        ["UpdateCalendar"] = """
            {"name":"Berlin","timezone":"Europe/Berlin","weekdays":["monday","tuesday","wednesday","thursday","friday","saturday"],
             "holidays":[{"date":"2026-12-25","name":"Christmas Day"}],"default":true}
            """,
        ["RegisterAction"] = """
            {"id":"crm.sync","version":1,"label":"Sync a contact","inputSchema":{"type":"object","required":["contact"]},
             "outputSchema":{"type":"object"},"startToCloseMs":60000}
            """,
        ["LeaseWork"] = """{"topics":["crm.sync"],"workerId":"crm-1","max":10,"waitMs":30000,"leaseMs":30000}""",
        ["KeepWork"] = """{"token":"0f8fad5b-d9cb-469f-a165-70867728950e","leaseMs":30000}""",
        ["CompleteWork"] = """{"token":"0f8fad5b-d9cb-469f-a165-70867728950e","output":{"contact":"42"}}""",
        ["FailWork"] = """
            {"token":"0f8fad5b-d9cb-469f-a165-70867728950e","code":"CRMDOWN","message":"The CRM does not answer.","retryable":true}
            """,
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
        ["RegisterSchema"] = """
            {"name":"payload.ShopOrderPlaced","status":"active","schema":{"type":"object","required":["orderId","total"],
             "properties":{"orderId":{"type":"string","format":"uuid"},"total":{"type":"number","minimum":0}}}}
            """,
        ["CreateEventType"] = EventType,
        ["ReplaceEventType"] = """
            {"name":"Order placed","category":"Shop","description":"A customer has paid.","payloadSchemaRef":"payload.ShopOrderPlaced.v1"}
            """,
        ["ChangeEventType"] = """{"status":"deprecated"}""",
        ["SaveRetention"] = """{"eventsDays":30,"runsDays":60}""",
        ["SaveIngestSettings"] = """{"invalidPayloads":"accept"}""",
        ["CompleteTask"] = """{"approved":true,"note":"Within the budget."}""",
        ["ReassignTask"] = """{"users":["ann"],"roles":["operator"]}""",
        ["CreateKey"] = """{"name":"helpdesk","roles":["operator"],"expiresAt":"2027-01-01T00:00:00Z"}""",
    };

    /// <summary>Answers that are written by hand: refusals, and what only a cluster tells.</summary>
    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["GetCluster 200"] = """
            {"members":[{"name":"10.0.0.4:11111@132456","status":"active","isThis":true,"since":"2026-01-14T09:12:03Z",
              "dutiesSince":"2026-01-14T09:12:05Z","entities":{"run":12,"stream":31,"trigger":31,"timer":6},"processorSeconds":81.4,"memoryBytes":310427648,
              "traffic":{"localMessages":190211,"remoteMessages":48214,"remoteBytes":31339100,"queuedBatches":0}}],
             "streams":{"behind":1,"events":40,"isComplete":true},
             "tenants":[{"tenant":"acme","eventsThisHour":18200,"runsThisHour":17311,"streamsBehind":1,"eventsBehind":40}]}
            """,
        ["RegisterSchema 400"] = """
            {"title":"Bad Request","status":400,"code":"SCHEMA_INVALID_KEYWORD","detail":"'minimum' must be a number.",
             "pointer":"/schema/properties/total/minimum","nextStep":"Correct the schema at the pointer; docs/schemas.md says what is supported.",
             "traceId":"0af7651916cd43dd8448eb211c80319c"}
            """,
        ["CompleteTask 400"] = """
            {"title":"Bad Request","status":400,"code":"TASK_ANSWER_INVALID","detail":"/approved should be a boolean, but is a string.",
             "pointer":"/approved","nextStep":"Correct the answer by the task's form, and send it again: the task is still open.",
             "traceId":"0af7651916cd43dd8448eb211c80319c"}
            """,
        ["PublishEvents 400"] = """
            {"title":"Bad Request","status":400,"code":"MISSING_KEY","detail":"The event has no 'source'.","pointer":"/source",
             "nextStep":"Add 'source' to the envelope.","traceId":"0af7651916cd43dd8448eb211c80319c"}
            """,
    };

    /// <summary>Real answers, one of each operation and status: the contract test goes through the whole API and writes them down.</summary>
    private static readonly JsonObject Recorded = Read("answers.json");

    /// <summary>Adds the examples of an operation.</summary>
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is not { } id) return Task.CompletedTask;
        if (Requests.TryGetValue(id, out var request)
            && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true)
            body.Example = JsonNode.Parse(request);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            var answer = Answers.TryGetValue($"{id} {status}", out var written) ? JsonNode.Parse(written) : Recorded[$"{id} {status}"]?.DeepClone();
            if (answer is null) continue;
            foreach (var content in response.Content?.Values ?? []) content.Example = answer;
        }

        return Task.CompletedTask;
    }

    private static JsonObject Read(string name)
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream(typeof(Examples), name)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
