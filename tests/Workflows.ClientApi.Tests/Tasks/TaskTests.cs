using System.Net;

namespace Workflows.ClientApi.Tests.Tasks;

public sealed class TaskTests(Gateway gateway)
{
    private const string Definition = """
        {"name":"Refund","steps":[
          {"id":"approve","type":"human.task","config":{"taskType":"approval","title":{"$expr":"'Refund ' & payload.order"},"priority":"high",
            "contextData":{"sum":{"$expr":"payload.sum"} },"assignees":{"roles":["operator"]},"saveAs":"answer",
            "formSchema":{"type":"object","required":["ok"],"properties":{"ok":{"type":"boolean"} } } } }]}
        """;

    [Fact]
    public async Task Task_FromListToAnswer()
    {
        var (ann, bob, admin) = await StartAsync();
        var listed = (await ann.GetAsync("/v1/tasks?mine=true&status=pending&workflow=refund")).Ok()["items"][0];
        var address = $"/v1/tasks/{listed["id"].GetString()}";
        listed["title"].GetString().ShouldBe("Refund 1001");
        listed["priority"].GetString().ShouldBe("high");
        listed["contextData"]["sum"].GetDouble().ShouldBe(12);
        listed["form"]["required"][0].GetString().ShouldBe("ok");

        (await ann.PostAsync($"{address}/claim")).Ok()["claimedBy"].GetString().ShouldBe("ann");
        (await bob.PostAsync($"{address}/claim")).Problem(409, "TASK_CLAIMED");
        (await bob.PostAsync($"{address}/complete", """{"ok":true}""")).Problem(409, "TASK_CLAIMED");
        (await bob.PostAsync($"{address}/unclaim")).Problem(409, "TASK_CLAIMED");
        (await ann.PostAsync($"{address}/complete", """{"ok":"yes"}""")).Problem(400, "TASK_ANSWER_INVALID", "/ok");
        (await ann.PostAsync($"{address}/unclaim")).Ok()["status"].GetString().ShouldBe("pending");
        (await ann.PostAsync($"{address}/unclaim")).Problem(409, "TASK_NOT_CLAIMED");
        (await bob.PostAsync($"{address}/complete", """{"ok":true}""")).Ok()["status"].GetString().ShouldBe("completed");
        (await ann.PostAsync($"{address}/complete", """{"ok":true}""")).Problem(409, "TASK_CLOSED");

        (await ann.GetAsync(address)).Ok()["answer"]["ok"].GetBoolean().ShouldBeTrue();
        (await ann.GetAsync("/v1/tasks?status=pending")).Ok()["items"].Count.ShouldBe(0);
        (await admin.GetAsync($"/v1/audit?subject=task:{listed["id"].GetString()}")).Ok().Items("operation")
            .ShouldBe(["task.complete", "task.unclaim", "task.claim"]);
    }

    [Fact]
    public async Task Reassign_TakesTheTaskFromTheOnesBefore()
    {
        var (ann, bob, admin) = await StartAsync();
        var address = $"/v1/tasks/{(await ann.GetAsync("/v1/tasks")).Ok()["items"][0]["id"].GetString()}";
        (await admin.PostAsync($"{address}/claim")).Problem(409, "TASK_NOT_ASSIGNED");

        (await admin.PutAsync($"{address}/assignees", """{"users":["bob"]}""")).Ok()["users"][0].GetString().ShouldBe("bob");

        (await ann.PostAsync($"{address}/claim")).Problem(409, "TASK_NOT_ASSIGNED");
        (await ann.GetAsync("/v1/tasks?mine=true")).Ok()["items"].Count.ShouldBe(0);
        (await ann.GetAsync("/v1/tasks?assignee=user:bob")).Ok()["items"].Count.ShouldBe(1);
        (await bob.PostAsync($"{address}/complete", """{"ok":false}""")).Ok();
        (await admin.PutAsync($"{address}/assignees", """{"users":["bob"]}""")).Problem(409, "TASK_CLOSED");
        (await admin.PutAsync($"{address}/assignees", """{"people":["bob"]}""")).Problem(400, "UNKNOWN_KEY", "/people");
    }

    [Fact]
    public async Task Task_OfAnotherTenantOrNone_IsUnknown()
    {
        var (ann, _, _) = await StartAsync();
        var address = $"/v1/tasks/{(await ann.GetAsync("/v1/tasks")).Ok()["items"][0]["id"].GetString()}";
        var stranger = await gateway.NewTenantAsync();

        (await stranger.GetAsync(address)).Problem(404, "UNKNOWN_TASK");
        (await stranger.PostAsync($"{address}/complete", """{"ok":true}""")).Problem(404, "UNKNOWN_TASK");
        (await ann.GetAsync("/v1/tasks/none")).Problem(404, "UNKNOWN_TASK");
        (await ann.GetAsync("/v1/tasks?status=done")).Problem(400, "INVALID_PARAMETER");
    }

    [Fact]
    public async Task Tasks_ComeInPages()
    {
        var (ann, _, _) = await StartAsync(runs: 3);
        var first = (await ann.GetAsync("/v1/tasks?limit=2")).Ok();
        var second = (await ann.GetAsync($"/v1/tasks?limit=2&cursor={first["nextCursor"].GetString()}")).Ok();

        first["items"].Count.ShouldBe(2);
        second["items"].Count.ShouldBe(1);
        second["nextCursor"].IsMissing.ShouldBeTrue();
        first.Items("id").Concat(second.Items("id")).Distinct().Count().ShouldBe(3);
    }

    private async Task<(Api Ann, Api Bob, Api Admin)> StartAsync(int runs = 1)
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, "admin"));
        await admin.PublishWorkflowAsync("refund", Definition);
        for (var i = 0; i < runs; i++)
            (await admin.PostAsync("/v1/workflows/refund/runs", """{"payload":{"order":"1001","sum":12}}""")).Ok(HttpStatusCode.Created);
        return (await UserAsync("ann"), await UserAsync("bob"), admin);

        async Task<Api> UserAsync(string name)
        {
            var key = (await admin.PostAsync("/v1/keys", $$"""{"name":"{{name}}","roles":["operator"]}""")).Ok(HttpStatusCode.Created);
            return gateway.With(key["key"].GetString());
        }
    }
}
