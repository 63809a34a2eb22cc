using System.Text.Json;

namespace Workflows.Crash.Tests.Matrix;

/// <summary>What goes on while the server is killed: each flow is one round of a life, with ids of its own.</summary>
internal sealed class MatrixFlows(MatrixServer server, MatrixDriver driver, EffectServer effects)
{
    private const string Action = """{"id":"crash.work","version":1,"topic":"work"}""";

    /// <summary>The time that a schedule is to run at had come when the server, which was just started, read it: the next attempt names another one.</summary>
    private const int TooLate = 400;

    private int round;

    /// <summary>The flow in which a boundary comes.</summary>
    public static string FlowOf(string boundary) => boundary switch
    {
        "command-cancel" or "command-resume" or "command-retry" or "command-requeue" or "command-replay" => "commands",
        "job-made" or "job-progress" or "job-item" => "bulk",
        "delivery-held" or "delivery-released" or "key-claimed" or "key-finished" => "keyed",
        "manual-start" or "schedule-due" => "starts",
        _ => "order",
    };

    public Task RunAsync(string flow)
    {
        var order = $"{flow}-{++round}";
        return flow switch
        {
            "commands" => CommandsAsync(order),
            "bulk" => BulkAsync(order),
            "keyed" => KeyedAsync(order),
            "starts" => StartsAsync(order),
            _ => OrderAsync(order),
        };
    }

    /// <summary>Event types, the worker's action and the workflows.</summary>
    public async Task PrepareAsync()
    {
        foreach (var type in (string[])["CRASH_ORDER", "CRASH_PAID", "CRASH_NEVER", "CRASH_KEYED", "CRASH_COMMAND", "CRASH_GO"])
            await RequireAsync("/v1/event-types", $$"""
                {"type":"{{type}}","name":"{{type}}","payloadSchema":{"type":"object","properties":{"order":{"type":"string"},"kind":{"type":"string"} } } }
                """);
        await RequireAsync("/v1/actions", Action);
        await PublishAsync("child", $$"""{"name":"Child","steps":[{{Call("pack")}}]}""");
        await PublishAsync("touch", $$"""{"name":"Touch","steps":[{{Call("touch")}}]}""");
        await PublishAsync("keyed", $$"""
            {"name":"Keyed","trigger":{"type":"event","eventName":"CRASH_KEYED","idempotencyKey":{"$expr":"event.payload.order"} },"steps":[
              {"id":"touch","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"url":"{{effects.Url}}"},
                "idempotencyKey":{"$expr":"'touch:' & payload.order"} } }]}
            """);
        await PublishAsync("ops", $$"""
            {"name":"Ops","trigger":{"type":"event","eventName":"CRASH_COMMAND"},"steps":[
              {"id":"kind","type":"control.if","condition":{"$expr":"payload.kind = 'fail'"},"then":[{{Call("risky", "?first=422")}}]},
              {"id":"hold","type":"event.wait","config":{"eventName":"CRASH_GO","correlationKey":{"$expr":"payload.order"} } }]}
            """);
        await PublishAsync("order", $$"""
            {"name":"Order","trigger":{"type":"event","eventName":"CRASH_ORDER"},"steps":[
              {{Call("charge", "?first=503", ""","retry":{"maxAttempts":20,"backoffMs":30,"maxDelayMs":200}""")}},
              {"id":"paid","type":"event.wait","config":{"eventName":"CRASH_PAID","correlationKey":{"$expr":"payload.order"} } },
              {"id":"pause","type":"time.wait","config":{"durationMs":20} },
              {"id":"guard","type":"control.tryCatch","catch":[],"try":[
                {"id":"never","type":"event.wait","config":{"eventName":"CRASH_NEVER","correlationKey":{"$expr":"payload.order"},"timeoutMs":30} }]},
              {"id":"check","type":"human.task","config":{"taskType":"check","title":"Check","formSchema":{"type":"object","required":["ok"]} } },
              {"id":"forgotten","type":"human.task","config":{"taskType":"check","title":"Nobody","dueInMs":30,"onTimeout":"continue"} },
              {"id":"ship","type":"control.callWorkflow","workflowId":"child","outputMapping":{"vars.child":{"$expr":"child.id"} } },
              {"id":"work","type":"action.call","config":{"actionId":"crash.work","version":1,"saveAs":"work"} },
              {{Call("confirm")}}]}
            """);
    }

    private string Call(string step, string query = "", string more = "") => $$"""
        {"id":"{{step}}","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"url":"{{effects.Url}}{{query}}"} }{{more}} }
        """;

    private async Task OrderAsync(string order)
    {
        await driver.PublishAsync("CRASH_ORDER", order, order, "started");
        var run = await driver.FindRunAsync("order", order);
        driver.Runs[run] = "SUCCEEDED";
        driver.Keys.UnionWith([$"{run}:charge", $"{run}:confirm"]);
        await driver.UntilAsync(run, look => look.Waits.Contains("paid"), "it waits for its payment");
        await driver.PublishAsync("CRASH_PAID", $"{order}-paid", order, "resumed");
        await driver.UntilAsync(run, look => look.Succeeded.Contains("check"), "its task is done", () => CompleteTaskAsync(run));
        await driver.UntilAsync(run, look => look.Succeeded.Contains("work"), "its worker is done", WorkAsync);
        await driver.UntilAsync(run, look => look.Status == "SUCCEEDED", "it ends");
        var envelope = (await ReadAsync($"/v1/runs/{run}")).GetProperty("envelope");
        var child = envelope.GetProperty("vars").GetProperty("child").GetString()!;
        driver.Runs[child] = "SUCCEEDED";
        driver.Keys.Add($"{child}:pack");
        driver.Performed.ShouldContainKey($"{run}:work");
    }

    private async Task CompleteTaskAsync(string run)
    {
        foreach (var task in (await driver.GetAsync("/v1/tasks?status=pending&status=claimed&workflow=order")).GetProperty("items").EnumerateArray())
        {
            if (task.GetProperty("runId").GetString() != run || task.GetProperty("step").GetString() != "check") continue;
            var address = $"/v1/tasks/{task.GetProperty("id").GetString()}";
            if (task.GetProperty("status").GetString() == "pending") (await driver.PostAsync($"{address}/claim")).Status.ShouldBeOneOf(200, 409, 503);
            (await driver.PostAsync($"{address}/complete", """{"ok":true}""")).Status.ShouldBeOneOf(200, 409, 503);
        }
    }

    /// <summary>A worker that performs each task that it is given, under the task's key.</summary>
    private async Task WorkAsync()
    {
        var (status, leased) = await driver.PostAsync(
            "/v1/worker/tasks/lease", """{"topics":["work"],"workerId":"w","max":10,"waitMs":100,"leaseMs":1000}""");
        status.ShouldBeOneOf(200, 503);
        if (status == 503) return;
        foreach (var task in leased.GetProperty("items").EnumerateArray())
        {
            driver.Performed.AddOrUpdate(task.GetProperty("idempotencyKey").GetString()!, 1, (_, count) => count + 1);
            (await driver.PostAsync(
                $"/v1/worker/tasks/{task.GetProperty("id").GetString()}/complete",
                $$"""{"token":"{{task.GetProperty("token").GetString()}}","output":{"done":true} }""")).Status.ShouldBeOneOf(204, 404, 409, 503);
        }
    }

    private async Task CommandsAsync(string order)
    {
        var canceled = await BeginAsync(order + "-cancel", "wait", "CANCELED");
        await driver.CommandAsync(canceled, "cancel", look => look.Status == "CANCELED");

        var resumed = await BeginAsync(order + "-resume", "wait", "SUCCEEDED");
        await driver.CommandAsync(resumed, "resume", look => look.Status == "SUCCEEDED");

        var failed = await BeginAsync(order + "-retry", "fail", "SUCCEEDED");
        driver.Keys.Add($"{failed}:risky");
        await driver.CommandAsync(failed, "retry", look => look.Waits.Contains("hold"));
        await GoAsync(order + "-retry", failed);

        var requeued = await BeginAsync(order + "-requeue", "wait", "SUCCEEDED");
        await driver.CommandAsync(requeued, "cancel", look => look.Status == "CANCELED");
        await driver.CommandAsync(requeued, "requeue", look => look.Waits.Contains("hold"));
        await GoAsync(order + "-requeue", requeued);

        var replayed = await BeginAsync(order + "-replay", "wait", "SUCCEEDED");
        await GoAsync(order + "-replay", replayed);
        await driver.CommandAsync(replayed, "replay", look => look.Replays > 0);
        var look = await driver.LookAgainAsync(replayed);
        look.Replays.ShouldBe(1, "a replay that was committed is seen, and not asked for again");
        driver.Runs[look.Replay!] = "SUCCEEDED";
        await driver.UntilAsync(look.Replay!, replay => replay.Waits.Contains("hold"), "the replay waits");
        await driver.PublishAsync("CRASH_GO", $"{order}-replay-go-2", order + "-replay", "resumed");
        await driver.UntilAsync(look.Replay!, replay => replay.Status == "SUCCEEDED", "the replay ends");
    }

    private async Task<string> BeginAsync(string order, string kind, string end)
    {
        await driver.PublishAsync("CRASH_COMMAND", order, order, "started", kind);
        var run = await driver.FindRunAsync("ops", order);
        driver.Runs[run] = end;
        await driver.UntilAsync(run, look => look.Waits.Contains("hold") || look.Status == "FAILED", "it waits or has failed");
        return run;
    }

    private async Task GoAsync(string order, string run)
    {
        await driver.PublishAsync("CRASH_GO", $"{order}-go", order, "resumed");
        await driver.UntilAsync(run, look => look.Status == "SUCCEEDED", "it goes on");
    }

    private async Task BulkAsync(string order)
    {
        for (var i = 0; i < 3; i++)
        {
            await driver.PublishAsync("CRASH_COMMAND", $"{order}-{i}", order, "started", "wait");
            await driver.DoAsync("the runs of the bulk job", async () => await CountAsync(order) == i + 1);
        }

        List<JsonElement> runs = [];
        await driver.DoAsync(
            "they wait", async () => (runs = await ListAsync(order)).All(run => run.GetProperty("status").GetString() == "WAITING"));
        foreach (var run in runs) driver.Runs[run.GetProperty("id").GetString()!] = "CANCELED";
        await driver.DoAsync(
            "the bulk job cancels them", async () => (await ListAsync(order)).All(run => run.GetProperty("status").GetString() == "CANCELED"),
            async () =>
            {
                // A job that was stored goes on by itself; asking again would only find nothing to do.
                if ((await driver.GetAsync("/v1/jobs")).GetRawText().Contains(order + '"', StringComparison.Ordinal)) return;
                (await driver.PostAsync("/v1/runs/bulk", $$"""
                    {"action":"cancel","reason":"The crash matrix ends {{order}}.","filter":{"correlationId":"{{order}}"} }
                    """)).Status.ShouldBeOneOf(200, 201, 202, 503);
            });
        await driver.DoAsync("the job ends", async () =>
            (await driver.GetAsync("/v1/jobs")).GetProperty("items").EnumerateArray().All(job => job.GetProperty("status").GetString() == "COMPLETED"));
    }

    private async Task<int> CountAsync(string order) => (await ListAsync(order)).Count;

    private async Task<List<JsonElement>> ListAsync(string order) =>
        [.. (await driver.GetAsync($"/v1/runs?workflow=ops&correlationId={order}")).GetProperty("items").EnumerateArray()];

    private async Task KeyedAsync(string order)
    {
        await driver.PublishAsync("CRASH_KEYED", order, order, "started");
        var run = await driver.FindRunAsync("keyed", order);
        driver.Runs[run] = "SUCCEEDED";
        driver.Keys.Add($"touch:{order}");
        await driver.PublishAsync("CRASH_KEYED", $"{order}-again", order, "skipped");
        await driver.UntilAsync(run, look => look.Status == "SUCCEEDED", "it ends");
    }

    private async Task StartsAsync(string order)
    {
        await driver.DoAsync("a start by hand", async () => await HasRunAsync(order), async () =>
            (await driver.PostAsync("/v1/workflows/touch/runs", $$"""{"correlationId":"{{order}}","payload":{} }""")).Status.ShouldBeOneOf(201, 503));
        await EndAsync(order);

        string? schedule = null;
        await driver.DoAsync(
            "a schedule", async () =>
            {
                var items = (await driver.GetAsync($"/v1/schedules?search={order}")).GetProperty("items");
                schedule = items.GetArrayLength() == 0 ? null : items[0].GetProperty("id").GetString();
                return schedule is not null;
            },
            async () => (await driver.PostAsync("/v1/schedules", $$"""
                {"workflow":"touch","name":"{{order}}","runAt":"{{DateTimeOffset.UtcNow.AddMilliseconds(500):O}}","payload":{} }
                """)).Status.ShouldBeOneOf(201, 503, TooLate));
        await EndAsync($"schedule:{schedule}");
    }

    private async Task<bool> HasRunAsync(string order) =>
        (await driver.GetAsync($"/v1/runs?workflow=touch&correlationId={order}")).GetProperty("items").GetArrayLength() > 0;

    private async Task EndAsync(string order)
    {
        var run = await driver.FindRunAsync("touch", order);
        driver.Runs[run] = "SUCCEEDED";
        driver.Keys.Add($"{run}:touch");
        await driver.UntilAsync(run, look => look.Status == "SUCCEEDED", "it ends");
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        JsonElement read = default;
        await driver.DoAsync(path, async () => (read = await driver.GetAsync(path)).ValueKind == JsonValueKind.Object);
        return read;
    }

    private async Task PublishAsync(string key, string definition)
    {
        await RequireAsync("/v1/workflows", $$"""{"key":"{{key}}","definition":{{definition}} }""");
        await RequireAsync($"/v1/workflows/{key}/publish", "{}");
    }

    private async Task RequireAsync(string path, string json)
    {
        var (status, body) = await server.SendAsync(HttpMethod.Post, path, json);
        status.ShouldBeInRange(200, 299, $"{path}: {body}");
    }
}
