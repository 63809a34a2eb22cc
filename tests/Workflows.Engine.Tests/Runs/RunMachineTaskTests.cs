using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineTaskTests
{
    [Fact]
    [Trait("Item", "BT-132")]
    public void HumanTask_AsksForATaskWithEverythingThatItsConfigSays()
    {
        var run = Ask(
            """
            "title":{"$expr":"'Approve ' & payload.order"},"description":"Look at it.","contextData":{"sum":{"$expr":"payload.sum"}},
            "formSchema":{"type":"object","required":["ok"]},"assignees":{"users":"ann","roles":{"$expr":"['boss','ops']"}},
            "priority":"high","dueInMs":60000
            """).ShouldBe(RunStatus.Waiting);

        var task = run.Effects.OfType<RunEffect.CreateTask>().ShouldHaveSingleItem();
        task.Title.ShouldBe("Approve o1");
        task.Description.ShouldBe("Look at it.");
        task.Context.ToString().ShouldBe("""{"sum":7}""");
        task.Assignees.ShouldBe(["user:ann", "role:boss", "role:ops"]);
        task.Config.Priority.ShouldBe(HumanTaskPriority.High);
        task.Due.ShouldBe(run.Now + TimeSpan.FromMinutes(1));
        (run.Wait.Kind, run.Wait.Number, run.Wait.Due).ShouldBe((WaitKind.Human, task.WaitNumber, task.Due));
    }

    [Fact]
    [Trait("Item", "BT-134")]
    public void HumanTask_Answered_WritesTheAnswerAndGoesOn()
    {
        var run = Ask("\"title\":\"Approve\",\"saveAs\":\"answer\",\"assign\":{\"payload.by\":{\"$expr\":\"vars.event.who\"}}");

        run.Apply(new RunInput.TaskCompleted(run.Wait.Number, JsonValue.Parse("""{"who":"ann"}"""), "ann")).ShouldBe(RunStatus.Succeeded);

        run.State.Vars["answer"]["who"].GetString().ShouldBe("ann");
        run.State.Vars["eventName"].GetString().ShouldBe("human.task.completed");
        run.State.Payload["by"].GetString().ShouldBe("ann");
    }

    [Fact]
    public void HumanTask_Due_RaisesTimeoutErrorAndExpiresTheTask()
    {
        var run = Ask("\"title\":\"Approve\",\"dueAt\":\"2026-01-15T00:00:00Z\"");

        run.Apply(new RunInput.TimerFired(run.Wait.Number)).ShouldBe(RunStatus.Failed);

        run.State.Error["name"].GetString().ShouldBe("TimeoutError");
        run.State.ErrorCode.ShouldBe("TASK_EXPIRED");
        run.Effects.OfType<RunEffect.CloseTask>().ShouldHaveSingleItem().Status.ShouldBe(HumanTaskStatus.Expired);
    }

    [Fact]
    public void HumanTask_DueWithContinue_SaysTimedOut()
    {
        var run = Ask("\"title\":\"Approve\",\"dueInMs\":1000,\"onTimeout\":\"continue\",\"saveAs\":\"answer\"");

        run.Apply(new RunInput.TimerFired(run.Wait.Number)).ShouldBe(RunStatus.Succeeded).State.Vars["answer"]["timedOut"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void HumanTask_RunCanceled_CancelsTheTask() =>
        Ask("\"title\":\"Approve\"").Apply(new RunInput.Cancel("enough")).ShouldBe(RunStatus.Canceled)
            .Effects.OfType<RunEffect.CloseTask>().ShouldHaveSingleItem().Status.ShouldBe(HumanTaskStatus.Canceled);

    [Theory]
    [InlineData("\"title\":{\"$expr\":\"payload.missing\"}")]
    [InlineData("\"title\":\"Approve\",\"dueAt\":\"tomorrow\"")]
    [InlineData("\"title\":\"Approve\",\"assignees\":{\"users\":{\"$expr\":\"[1]\"}}")]
    public void HumanTask_ThatCannotBeMade_FailsTheStep(string config) =>
        Ask(config).ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("TASK_INVALID");

    private static RunHarness Ask(string config) => new RunHarness(
        $$$"""[{"id":"ask","type":"human.task","config":{"taskType":"approval",{{{config}}}}}]""", """{"order":"o1","sum":7}""").Start();
}
