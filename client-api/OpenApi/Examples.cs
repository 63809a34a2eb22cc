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

    private const string TaskExample = """
        {"id":"0199c8f0-3f5e-7a00-8000-5c0bcf414855","workflow":"refund","runId":"0199c8f0-3f5e-7a00-8000-5c0bcf414854","step":"approve",
         "taskType":"approval","title":"Approve the refund of order 1001","status":"pending","priority":"high","users":[],"roles":["operator"],
         "contextData":{"sum":120},"form":{"type":"object","required":["approved"],"properties":{"approved":{"type":"boolean"}}},
         "createdAt":"2026-01-14T09:12:03Z","due":"2026-01-15T09:12:03Z"}
        """;

    private const string EventType = """
        {"type":"shop.order.placed","name":"Order placed","category":"Shop","description":"A customer has placed an order.",
         "payloadSchema":{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"}}}}
        """;

    private const string Schema = """
        {"ref":"payload.ShopOrderPlaced.v1","status":"active","source":"tenant",
         "contentHash":"cf0e5a0b6f5f6f6b5f0a4f0f5a6f7f9d3f0f1b1c4f5a6e7d8c9b0a1f2e3d4c5b","createdBy":"dev",
         "createdAt":"2026-02-14T06:00:00Z","updatedAt":"2026-02-14T06:00:00Z",
         "schema":{"type":"object","required":["orderId"],"properties":{"orderId":{"type":"string"}}}}
        """;

    private const string Entry = """
        {"type":"shop.order.placed","name":"Order placed","category":"Shop","status":"active","source":"tenant",
         "payloadSchemaRef":"payload.ShopOrderPlaced.v1","payloadSchemaStatus":"known","catalogOnly":false,"legacy":false,
         "attachedWorkflows":1,"metrics":{"executions":120,"successRate":0.98,"meanDurationMs":350},"revision":1,
         "updatedAt":"2026-02-14T06:00:00Z"}
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
             "payload":{"kind":"morning"},"catchUp":"fire-once"}
            """,
        ["UpdateSchedule"] = """{"name":"Once, at new year","runAt":"2027-01-01T00:00:00Z"}""",
        ["PreviewSchedule"] = """{"cron":"30 8 * * 1-5","timezone":"Europe/Berlin","count":3}""",
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
        ["SaveIngestSettings"] = """{"invalidPayloads":"accept"}""",
        ["CompleteTask"] = """{"approved":true,"note":"Within the budget."}""",
        ["ReassignTask"] = """{"users":["ann"],"roles":["operator"]}""",
        ["CreateKey"] = """{"name":"helpdesk","roles":["operator"],"expiresAt":"2027-01-01T00:00:00Z"}""",
    };

    private static readonly Dictionary<(string, string), string> Answers = new()
    {
        [("GetCluster", "200")] = """
            {"members":[{"name":"10.0.0.4:11111@132456","status":"active","isThis":true,"since":"2026-01-14T09:12:03Z",
              "dutiesSince":"2026-01-14T09:12:05Z","entities":{"run":12,"stream":31,"trigger":31,"timer":6},"processorSeconds":81.4,"memoryBytes":310427648}],
             "streams":{"behind":1,"events":40,"isComplete":true},
             "tenants":[{"tenant":"acme","eventsThisHour":18200,"runsThisHour":17311,"streamsBehind":1,"eventsBehind":40}]}
            """,
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
        [("GetIngestSettings", "200")] = """{"invalidPayloads":"reject"}""",
        [("SaveIngestSettings", "200")] = """{"invalidPayloads":"accept"}""",
        [("ListRejectedEvents", "200")] = """
            {"items":[{"at":"2026-02-14T06:00:00Z","type":"TICKET_CREATED","source":"helpdesk","id":"t-1002","schemaRef":"payload.TicketCreated.v1",
             "stored":false,"issues":[{"pointer":"/payload/ticketId","message":"/payload/ticketId should be there, but is missing."}],
             "excerpt":"{}"}]}
            """,
        [("ListSchemas", "200")] = """
            {"items":[{"ref":"payload.TicketCreated.v1","status":"active","source":"system",
             "contentHash":"cf0e5a0b6f5f6f6b5f0a4f0f5a6f7f9d3f0f1b1c4f5a6e7d8c9b0a1f2e3d4c5b","createdBy":"server",
             "createdAt":"2026-02-14T06:00:00Z","updatedAt":"2026-02-14T06:00:00Z"}],"total":1}
            """,
        [("RegisterSchema", "201")] = Schema,
        [("RegisterSchema", "200")] = Schema,
        [("RegisterSchema", "400")] = """
            {"title":"Bad Request","status":400,"code":"SCHEMA_INVALID_KEYWORD","detail":"'minimum' must be a number.",
             "pointer":"/schema/properties/total/minimum","nextStep":"Correct the schema at the pointer; docs/schemas.md says what is supported.",
             "traceId":"0af7651916cd43dd8448eb211c80319c"}
            """,
        [("GetSchema", "200")] = Schema,
        [("ActivateSchema", "200")] = Schema,
        [("DeprecateSchema", "200")] = Schema,
        [("DiffSchemas", "200")] = """
            {"from":"payload.ShopOrderPlaced.v1","to":"payload.ShopOrderPlaced.v2","breaking":true,"changes":[{"kind":"propertyRemoved",
             "impact":"breaking","path":"orderId","keyword":"properties","oldPointer":"/properties/orderId",
             "message":"The property 'orderId' is gone."}]}
            """,
        [("SampleSchema", "200")] = """{"orderId":"88ab3856-e8ec-4254-a27c-809ecde36575","total":482.5}""",
        [("ListEventTypes", "200")] = "{\"items\":[" + Entry + "],\"total\":1}",
        [("ListEventTypeCategories", "200")] = """{"items":[{"category":"Billing","eventTypes":24}]}""",
        [("GetEventType", "200")] = "{\"eventType\":" + Entry + ",\"payloadSchema\":{\"type\":\"object\"}}",
        [("CreateEventType", "201")] = Entry,
        [("ReplaceEventType", "200")] = Entry,
        [("ChangeEventType", "200")] = Entry,
        [("GetTask", "200")] = TaskExample,
        [("CompleteTask", "400")] = """
            {"title":"Bad Request","status":400,"code":"TASK_ANSWER_INVALID","detail":"/approved should be a boolean, but is a string.",
             "pointer":"/approved","nextStep":"Correct the answer by the task's form, and send it again: the task is still open.",
             "traceId":"0af7651916cd43dd8448eb211c80319c"}
            """,
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
