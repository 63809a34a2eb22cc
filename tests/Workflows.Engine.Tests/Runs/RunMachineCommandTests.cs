using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineCommandTests
{
    private const string Flaky = """
        [{"id":"before","type":"transform.assign","config":{"assign":{"vars.before":1}}},
         {"id":"each","type":"control.forEach","itemVar":"each","items":{"$expr":"payload.items"},"body":[
           {"id":"guard","type":"control.tryCatch","try":[{"id":"note","type":"state.set","config":{"state":"noted"}}],"catch":[]},
           {"id":"call","type":"action.call","config":{"actionId":"send","version":1,"inputMapping":{"item":{"$expr":"item"}}}}]},
         {"id":"after","type":"transform.assign","config":{"assign":{"vars.after":{"$expr":"vars.before + 1"}}}}]
        """;

    [Fact]
    public void Retry_OfAFailedLoopItem_GoesOnAtThatItem_WithTheSameKey()
    {
        var run = new RunHarness(Flaky, """{"items":["a","b","c"]}""").Start();
        run.Apply(Answer(run.Calls[0]));
        var second = run.Calls.ShouldHaveSingleItem();
        run.Apply(Fail(second)).ShouldBe(RunStatus.Failed);

        run.Apply(new RunInput.Retry("the service is back")).ShouldBe(RunStatus.Running);

        var again = run.Calls.ShouldHaveSingleItem();
        again.Step.ShouldBe("call[1]");
        again.Attempt.ShouldBe(1);
        again.IdempotencyKey.ShouldBe(second.IdempotencyKey);
        again.Number.ShouldBeGreaterThan(second.Number, "a late answer to the failed call must not count");
        run.State.Error.IsMissing.ShouldBeTrue();
        run.Apply(Answer(again)).Apply(Answer(run.Calls[0])).ShouldBe(RunStatus.Succeeded);
        run.State.Vars["after"].GetDouble().ShouldBe(2);
        run.History.ShouldContain("run:retried");
    }

    [Fact]
    public void Retry_OfAConcurrentLoop_TakesUpEveryItemThatWasUnderWay()
    {
        var run = new RunHarness(
            """
            [{"id":"each","type":"control.forEach","itemVar":"each","items":{"$expr":"payload.items"},"concurrency":2,"body":[
              {"id":"call","type":"action.call","config":{"actionId":"send","version":1}}]}]
            """,
            """{"items":["a","b","c"]}""").Start();
        run.Calls.Count.ShouldBe(2);
        run.Apply(Fail(run.Calls[0])).ShouldBe(RunStatus.Failed);

        run.Apply(new RunInput.Retry("again"));

        run.Calls.Select(call => call.Step).ShouldBe(["call[0]", "call[1]"], ignoreOrder: true);
        run.Apply(Answer(run.Calls[0]));
        foreach (var call in run.PendingInvocations()) run.Apply(Answer(call));
        foreach (var call in run.PendingInvocations()) run.Apply(Answer(call));
        run.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public void Retry_AfterFreshAttemptsFail_CanBeRetriedAgain()
    {
        var run = new RunHarness("""[{"id":"call","type":"action.call","config":{"actionId":"hinted","version":1}}]""").Start();
        for (var round = 0; round < 3; round++)
        {
            run.Apply(Fail(run.Calls[0])).ShouldBe(RunStatus.Waiting);
            run.Apply(new RunInput.TimerFired(run.Wait.Number));
            run.Apply(Fail(run.Calls[0])).ShouldBe(RunStatus.Failed);
            run.State.MaxAttempt.ShouldBe(2);
            run.Apply(new RunInput.Retry("again")).ShouldBe(RunStatus.Running);
        }
    }

    [Fact]
    public void Release_OfAnEventWait_WorksAsTheEvent_AndLeavesNothingForLaterWaits()
    {
        var run = new RunHarness(
            """
            [{"id":"first","type":"event.wait","config":{"eventName":"PAID","correlationKey":"k","saveAs":"first"}},
             {"id":"second","type":"event.wait","config":{"eventName":"PAID","correlationKey":"k","saveAs":"second"}}]
            """).Start();

        run.Apply(new RunInput.Release(run.Wait.Number, JsonValue.Parse("""{"by":"operator"}"""), "paid by phone")).ShouldBe(RunStatus.Waiting);

        run.State.Vars["first"]["by"].GetString().ShouldBe("operator");
        run.History.ShouldContain("first:released");
        run.Apply(new RunInput.Release(run.Wait.Number, default, "no answer needed")).ShouldBe(RunStatus.Succeeded);
        run.State.Vars["second"].ToString().ShouldBe("{}");
    }

    [Fact]
    public void Requeue_OpensTheLastEventWait_WithTheBlocksAroundIt()
    {
        var run = new RunHarness(
            """
            [{"id":"guard","type":"control.tryCatch","catch":[{"id":"late","type":"state.set","config":{"state":"late"}}],"try":[
               {"id":"paid","type":"event.wait","config":{"eventName":"PAID","correlationKey":"k","saveAs":"paid","timeoutMs":1000}}]},
             {"id":"call","type":"action.call","config":{"actionId":"send","version":1}}]
            """).Start();
        var first = run.Wait.Number;
        run.Apply(new RunInput.WaitResolved(first, "PAID", JsonValue.Parse("""{"n":1}""")));
        run.Apply(Fail(run.Calls[0])).ShouldBe(RunStatus.Failed);

        run.Apply(new RunInput.Requeue("wrong event")).ShouldBe(RunStatus.Waiting);

        run.Wait.Number.ShouldBeGreaterThan(first);
        run.Apply(new RunInput.TimerFired(run.Wait.Number));
        run.State.Meta["state"].GetString().ShouldBe("late", "the guarded block is around the wait again");
    }

    [Theory]
    [InlineData("call", true)]
    [InlineData("inner", true)]
    [InlineData("handler", true)]
    [InlineData("item", false)]
    [InlineData("none", false)]
    public void StartAt_TakesEveryStepOutsideOfLoops(string step, bool can)
    {
        const string steps = """
            [{"id":"guard","type":"control.tryCatch","catch":[{"id":"handler","type":"state.set","config":{"state":"late"}}],"try":[
               {"id":"if","type":"control.if","condition":{"$expr":"false"},"then":[
                 {"id":"inner","type":"transform.assign","config":{"assign":{"vars.x":{"$expr":"$number('no')"}}}}],"else":[]}]},
             {"id":"loop","type":"control.forEach","itemVar":"each","items":{"$expr":"[1]"},"body":[{"id":"item","type":"state.set","config":{"state":"s"}}]},
             {"id":"call","type":"state.set","config":{"state":"end"}}]
            """;
        var run = new RunHarness(steps);

        (RunMachine.WhyNotStartAt(run.Plan, step) is null).ShouldBe(can);
        if (!can) return;
        run.Apply(new RunInput.StartAt(step, "source")).ShouldBe(RunStatus.Succeeded);
        run.History[1].ShouldStartWith(step);
        if (step == "inner") run.History.ShouldContain("handler:succeeded", "the step's guarded block is around it");
    }

    [Fact]
    public void Commands_OnARunThatDoesNotTakeThem_ChangeNothing()
    {
        var run = new RunHarness("""[{"id":"s","type":"state.set","config":{"state":"x"}}]""").Start().ShouldBe(RunStatus.Succeeded);

        run.Apply(new RunInput.Retry("no")).Apply(new RunInput.Requeue("no")).Apply(new RunInput.Cancel("no"))
            .Apply(new RunInput.Release(1, default, "no"));

        run.ShouldBe(RunStatus.Succeeded);
        run.History.ShouldBe(["s:succeeded"]);
    }

    private static RunInput.ActionSucceeded Answer(RunEffect.Invoke call) => new(call.Number, JsonValue.EmptyObject);

    private static RunInput.ActionFailed Fail(RunEffect.Invoke call) =>
        new(call.Number, new Failure(FailureCategory.TransientError, "DOWN", "It is down."));
}
