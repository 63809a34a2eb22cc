using System.Net;

namespace Workflows.ClientApi.Tests.Contract;

/// <summary>Events, runs and what people, workers and operators do with them.</summary>
internal sealed partial class ContractTour
{
    private const string Waits = """
        {"name":"Order","steps":[{"id":"paid","type":"event.wait",
          "config":{"eventName":"TICKET_CLOSED","correlationKey":{"$expr":"run.correlationId"},"timeoutMs":3600000,"saveAs":"paid"}}]}
        """;

    private const string Fails = """
        {"name":"Charge","steps":[
          {"id":"say","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":"Charging"}}},
          {"id":"charge","type":"action.call","config":{"actionId":"http.request","version":1,
            "inputMapping":{"method":"POST","url":"http://127.0.0.1:9/charges"}}}]}
        """;

    private async Task EventsAsync()
    {
        await CallAsync("PublishEvents", HttpStatusCode.Accepted);
        await CallAsync("PublishEvents", query: "?wait=processed", body: TestEvents.Ticket(Ticket, "t-1002-created", "1002"));
        await CallAsync(
            "PublishEvents", HttpStatusCode.MultiStatus,
            $$"""[{{TestEvents.Ticket(Ticket, "t-1003-created")}},{"type":"TICKET_CREATED","source":"helpdesk","payload":{} }]""");
        await CallAsync("ListEvents", query: "?correlationId=1002");
        await ReadAsync("GetEvent", "t-1002-created");
        await CallAsync("ListRejectedEvents");
        await ReadAsync("SimulateEvent", Ticket);
        await CallAsync("GetEventTypeMetrics", query: "?interval=day", values: Ticket);
        await ReadAsync("AnalyzeImpact", "payload.TicketCreated.v1");
    }

    private async Task RunsAsync()
    {
        var run = await StartAsync("charge", Fails, "FAILED");
        await CallAsync("ListRuns", query: "?workflow=charge");
        foreach (var question in new[] { "GetRun", "ListRunSteps", "GetRunTimeline", "GetRunLogs", "ExportRun" }) await ReadAsync(question, run);
        await ReadAsync("GetRunStep", run, "charge");
        await CallAsync("SummarizeRuns");
        await CallAsync("ListDeadLetters");
        await CallAsync("ListStuckRuns");
        await ReadAsync("RetryRun", run);
        await UntilAsync(run, "FAILED");
        await CreateAsync("ReplayRun", null, run);
        await ReadAsync("ListRunAudit", run);
    }

    private async Task CommandsAsync()
    {
        var run = await StartAsync("order", Waits, "WAITING");
        await ReadAsync("ExplainRun", run);
        await ReadAsync("ResumeRun", run);
        await ReadAsync("CancelRun", await StartAsync("order", "WAITING"));
        var timedOut = await StartAsync(
            "hasty", Waits.Replace("3600000", "1", StringComparison.Ordinal), "FAILED");
        await ReadAsync("RequeueRun", timedOut);
    }

    private async Task JobsAsync()
    {
        // More than the job cancels in the time of the calls below.
        for (var i = 0; i < 20; i++) await StartAsync("order", "WAITING");
        var job = await CallAsync(
            "CreateBulkJob", HttpStatusCode.Accepted,
            """{"action":"cancel","filter":{"workflow":"order","status":["WAITING"]},"reason":"The shop is closed","perSecond":1}""");
        var id = job["id"].GetString();
        await ReadAsync("PauseJob", id);
        await CallAsync("ListJobs");
        await ReadAsync("GetJob", id);
        await ReadAsync("ListJobItems", id);
        await ReadAsync("ResumeJob", id);
        await ReadAsync("CancelJob", id);
    }

    private async Task TasksAsync()
    {
        await StartAsync(
            "refund",
            """
            {"name":"Refund","steps":[{"id":"approve","type":"human.task","config":{"taskType":"approval","priority":"high","saveAs":"answer",
              "title":{"$expr":"'Approve the refund of order ' & payload.order"},"contextData":{"sum":{"$expr":"payload.sum"}},
              "assignees":{"roles":["admin"]},"dueInMs":86400000,
              "formSchema":{"type":"object","required":["approved"],"properties":{"approved":{"type":"boolean"},"note":{"type":"string"}}}}}]}
            """,
            "WAITING");
        var task = (await CallAsync("ListTasks", query: "?status=pending"))["items"][0]["id"].GetString();
        foreach (var operation in new[] { "GetTask", "ClaimTask", "UnclaimTask", "CompleteTask" }) await ReadAsync(operation, task);
        await StartAsync("refund", "WAITING");
        var next = (await CallAsync("ListTasks", query: "?status=pending"))["items"][0]["id"].GetString();
        await ReadAsync("ReassignTask", next);
    }

    private async Task WorkersAsync()
    {
        await CreateAsync("RegisterAction");
        await CallAsync("ListCallableActions");
        await StartAsync(
            "sync",
            """
            {"name":"Sync","steps":[{"id":"send","type":"action.call",
              "config":{"actionId":"crm.sync","version":1,"inputMapping":{"contact":{"$expr":"payload.order"}}}}]}
            """,
            "RUNNING");
        await AnswerAsync("CompleteWork", ""","output":{"contact":"42"}""");
        await StartAsync("sync", "RUNNING");
        await AnswerAsync("FailWork", ""","code":"CRMDOWN","message":"The CRM does not answer.","retryable":true""");
    }

    private async Task AnswerAsync(string operation, string rest)
    {
        var task = (await CallAsync("LeaseWork"))["items"][0];
        await CallAsync("ListWorkerQueues");
        var (id, token) = (task["id"].GetString(), task["token"].GetString());
        await CallAsync("KeepWork", body: $$"""{"token":"{{token}}","leaseMs":30000}""", values: id);
        await CallAsync(operation, HttpStatusCode.NoContent, $$"""{"token":"{{token}}"{{rest}}}""", "", id);
    }

    private async Task SchedulesAsync()
    {
        await CreateAsync("CreateCalendar");
        await CallAsync("ListCalendars");
        foreach (var operation in new[] { "GetCalendar", "UpdateCalendar" }) await ReadAsync(operation, "berlin");
        await CallAsync("PreviewSchedule");
        var id = (await CreateAsync("CreateSchedule", document.ExampleOf("CreateSchedule").Replace("greet", "order", StringComparison.Ordinal)))["id"].GetString();
        await CallAsync("ListSchedules");
        foreach (var operation in new[] { "GetSchedule", "ListNextTimes", "PauseSchedule", "ResumeSchedule", "UpdateSchedule" })
            await ReadAsync(operation, id);
        await RemoveAsync("DeleteSchedule", id);
        await RemoveAsync("DeleteCalendar", "berlin");
    }

    private async Task DeliveriesAsync()
    {
        await ReadAsync("PauseWorkflow", "greet");
        await CallAsync("PublishEvents", query: "?wait=processed", body: TestEvents.Ticket(Ticket, "t-1004-created", "1004"));
        var id = (await CallAsync("ListDeliveries", query: "?status=held"))["items"][0]["id"].GetString();
        await ReadAsync("RedeliverDelivery", id);
        await CallAsync("RedeliverDeliveries");
        await ReadAsync("DiscardDelivery", id);
        await ReadAsync("ResumeWorkflow", "greet");
    }
}
