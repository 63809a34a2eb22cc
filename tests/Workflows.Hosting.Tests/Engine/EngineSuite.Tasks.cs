using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    private const string Approval = """
        {"name":"Approval","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"approve","type":"human.task","config":{"taskType":"approval","title":"Approve","dueInMs":60000,"onTimeout":"continue","saveAs":"answer",
            "formSchema":{"type":"object","required":["ok"],"properties":{"ok":{"type":"boolean"} } } } }]}
        """;

    [Fact]
    [Trait("Item", "BT-133")]
    public async Task Task_WrongAnswer_IsRefusedAndTheTaskStays_ThenARightOneGoesOn()
    {
        await engine.PublishAsync("approval", Approval);
        var run = await StartByEventAsync("o1");
        var task = await TaskAsync(run);

        var wrong = await engine.Tasks.CompleteAsync(engine.Caller, task, JsonValue.Parse("""{"ok":"yes"}"""), default);
        var right = await engine.Tasks.CompleteAsync(engine.Caller, task, JsonValue.Parse("""{"ok":true}"""), default);
        var again = await engine.Tasks.CompleteAsync(engine.Caller, task, JsonValue.Parse("""{"ok":false}"""), default);

        (wrong.Problem!.Code, wrong.Problem.Pointer).ShouldBe(("TASK_ANSWER_INVALID", "/ok"));
        right.Value.Task.Status.ShouldBe(HumanTaskStatus.Completed);
        again.Problem!.Code.ShouldBe("TASK_CLOSED");
        var done = await engine.RunAsync(run, RunStatus.Succeeded);
        done.Envelope["vars"]["answer"]["ok"].GetBoolean().ShouldBeTrue();
        done.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Task_AnsweredByManyAtOnce_TakesOneAnswer()
    {
        await engine.PublishAsync("approval", Approval);
        var run = await StartByEventAsync("o1");
        var task = await TaskAsync(run);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            engine.Tasks.CompleteAsync(engine.Caller, task, JsonValue.Parse("""{"ok":true}"""), default)));

        answers.Count(answer => answer.IsOk).ShouldBe(1);
        answers.Where(answer => !answer.IsOk).ShouldAllBe(answer => answer.Problem!.Code == "TASK_CLOSED");
        await engine.RunAsync(run, RunStatus.Succeeded);
    }

    /// <summary>The answer was accepted, and the process ended before the run took it.</summary>
    [Fact]
    public async Task Task_AnsweredRightBeforeACrash_IsTakenAfterIt()
    {
        await engine.PublishAsync("approval", Approval);
        var run = await StartByEventAsync("o1");
        var task = await TaskAsync(run);

        await engine.RestartAsync(async store =>
        {
            var record = (await store.Tasks.GetAsync(engine.Caller.Tenant, task, default))!;
            var commit = new Commit();
            commit.TaskUpdates.Add(record with
            {
                Status = HumanTaskStatus.Completed, CompletedBy = "ann", Answer = JsonValue.Parse("""{"ok":true}""").ToUtf8(), Revision = record.Revision + 1,
            });
            commit.ResolvedWaits.Add(new WaitResolution(record.Wait, new EventKey(task.Value)));
            (await store.Writer.WriteAsync([commit], default)).ShouldHaveSingleItem().IsCommitted.ShouldBeTrue();
        });

        (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["answer"]["ok"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Task_Due_ExpiresAndTheRunGoesOn()
    {
        await engine.PublishAsync("approval", Approval);
        var run = await StartByEventAsync("o1");
        var task = await TaskAsync(run);

        Clock.Advance(TimeSpan.FromMinutes(1));

        (await engine.RunAsync(run, RunStatus.Succeeded)).Envelope["vars"]["answer"]["timedOut"].GetBoolean().ShouldBeTrue();
        (await engine.Store.Tasks.GetAsync(engine.Caller.Tenant, task, default))!.Status.ShouldBe(HumanTaskStatus.Expired);
        (await engine.Tasks.CompleteAsync(engine.Caller, task, JsonValue.Parse("""{"ok":true}"""), default)).Problem!.Code.ShouldBe("TASK_CLOSED");
    }

    private async Task<HumanTaskId> TaskAsync(RunId run)
    {
        await engine.RunAsync(run, RunStatus.Waiting);
        var query = new TaskQuery { Tenant = engine.Caller.Tenant, Run = run, Statuses = [HumanTaskStatus.Pending, HumanTaskStatus.Claimed] };
        return (await engine.Store.Tasks.ListAsync(query, default)).ShouldHaveSingleItem().Id;
    }
}
