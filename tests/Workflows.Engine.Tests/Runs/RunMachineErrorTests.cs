using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineErrorTests
{
    private static Failure Transient => new(FailureCategory.TransientError, "DOWN", "The other side is down.");

    [Fact]
    public void Retry_TransientFailure_WaitsLongerEachTimeThenFails()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","config":{"actionId":"send","version":1},
              "retry":{"maxAttempts":4,"backoffMs":1000,"jitter":false,"maxDelayMs":3000}}]
            """).Start();

        foreach (var seconds in new[] { 1, 2, 3 })
        {
            run.Apply(new RunInput.ActionFailed(run.Calls[0].Number, Transient)).ShouldBe(RunStatus.Waiting);
            run.Wait.Kind.ShouldBe(WaitKind.Retry);
            run.Wait.Due.ShouldBe(run.Now + TimeSpan.FromSeconds(seconds));
            run.Apply(new RunInput.TimerFired(run.Wait.Number)).ShouldBe(RunStatus.Running);
            run.Calls[0].IdempotencyKey.ShouldBe("run-1:a");
        }

        run.Calls[0].Attempt.ShouldBe(4);
        run.Apply(new RunInput.ActionFailed(run.Calls[0].Number, Transient)).ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("DOWN");
    }

    [Fact]
    public void Retry_Jitter_StaysWithinAFifthAndUnderTheCap()
    {
        var policy = new Engine.Definitions.RetryPolicy { MaxAttempts = 9, Backoff = TimeSpan.FromSeconds(10), MaxDelay = TimeSpan.FromSeconds(11) };

        policy.DelayAfter(1, 0).ShouldBe(TimeSpan.FromSeconds(8));
        policy.DelayAfter(1, 1).ShouldBe(TimeSpan.FromSeconds(11));
    }

    [Theory]
    [InlineData("ValidationError")]
    [InlineData("ExpressionError")]
    public void Retry_FailureThatSaysTheSameEveryTime_IsNotRetried(string category) =>
        new RunHarness(
            $$$"""
            [{"id":"a","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"fail":"{{{category}}}"}},
              "retry":{"maxAttempts":3,"backoffMs":1}}]
            """).Start().ShouldBe(RunStatus.Failed).Effects.ShouldBeEmpty();

    [Fact]
    public void Retry_NoPolicyOfItsOwn_UsesTheActionsHint()
    {
        var run = new RunHarness("""[{"id":"a","type":"action.call","config":{"actionId":"hinted","version":1}}]""").Start();

        run.Apply(new RunInput.ActionFailed(1, Transient)).ShouldBe(RunStatus.Waiting).Wait.Kind.ShouldBe(WaitKind.Retry);
    }

    [Fact]
    public void OnErrorContinue_AfterTheLastAttempt_RecordsTheErrorAndGoesOn()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","config":{"actionId":"send","version":1},"onError":{"policy":"continue"},
              "retry":{"maxAttempts":2,"backoffMs":1}},
             {"id":"b","type":"transform.assign","config":{"assign":{"vars.code":{"$expr":"error.code"}}}}]
            """).Start();

        run.Apply(new RunInput.ActionFailed(1, Transient)).ShouldBe(RunStatus.Waiting);
        run.Apply(new RunInput.TimerFired(1)).Apply(new RunInput.ActionFailed(2, Transient)).ShouldBe(RunStatus.Succeeded);
        run.State.Vars["code"].GetString().ShouldBe("DOWN");
    }

    [Fact]
    public void Catch_ThatFails_GoesToTheNextOuterTry()
    {
        const string fails = """{"type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"fail":"ActionError"}}""";
        var run = new RunHarness(
            $$$"""
            [{"id":"outer","type":"control.tryCatch","try":[
               {"id":"inner","type":"control.tryCatch","try":[{{{fails}}},"id":"x"}],"catch":[{{{fails}}},"id":"y"}]}],
              "catch":[{"id":"z","type":"transform.assign","config":{"assign":{"vars.at":{"$expr":"error.nodePath"}} }}]}]
            """).Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars["at"].GetString().ShouldBe("y");
    }
}
