using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineNodeTests
{
    [Fact]
    public void Assign_SeveralTargets_SeesTheValuesFromBeforeTheStep()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"transform.assign","config":{"assign":{"vars.x":1,"vars.y":{"$expr":"payload.n"}}}},
             {"id":"b","type":"transform.assign","config":{"assign":{"vars.x":{"$expr":"vars.y"},"vars.y":{"$expr":"vars.x"}}}}]
            """, """{"n":2}""").Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars.ShouldBe(JsonValue.Parse("""{"x":2,"y":1}"""));
    }

    [Fact]
    public void Assign_OneExpressionFails_WritesNothing()
    {
        var run = new RunHarness(
            """[{"id":"a","type":"transform.assign","config":{"assign":{"vars.x":1,"vars.y":{"$expr":"'a' * 2"}}}}]""").Start();

        run.ShouldBe(RunStatus.Failed);
        run.State.Vars.ShouldBe(JsonValue.EmptyObject);
        run.State.Error["name"].GetString().ShouldBe("ExpressionError");
        run.State.Error["nodePath"].GetString().ShouldBe("a");
    }

    [Fact]
    public void Assign_MissingValue_LeavesTheTargetOut()
    {
        var run = new RunHarness("""[{"id":"a","type":"transform.assign","config":{"assign":{"vars.x":{"$expr":"payload.nope"}}}}]""").Start();

        run.ShouldBe(RunStatus.Succeeded).State.Vars.ShouldBe(JsonValue.EmptyObject);
    }

    [Fact]
    public void Assign_JsonPointer_WritesIntoThePayload()
    {
        var run = new RunHarness("""[{"id":"a","type":"transform.assign","config":{"assign":{"/a/1/b":9}}}]""", """{"a":[0,{"b":1}]}""").Start();

        run.State.Payload.ShouldBe(JsonValue.Parse("""{"a":[0,{"b":9}]}"""));
    }

    [Fact]
    public void StateSet_Always_NamesTheStateInMeta() =>
        new RunHarness("""[{"id":"s","type":"state.set","config":{"state":"triaged"}}]""").Start()
            .State.Meta["state"].GetString().ShouldBe("triaged");

    [Theory]
    [InlineData("true", "then")]
    [InlineData("false", "else")]
    public void If_Condition_ChoosesTheBranch(string condition, string branch)
    {
        var run = new RunHarness(
            $$$"""
            [{"id":"c","type":"control.if","condition":{"$expr":"{{{condition}}}"},
              "then":[{"id":"t","type":"transform.assign","config":{"assign":{"vars.b":"then"}} }],
              "else":[{"id":"e","type":"transform.assign","config":{"assign":{"vars.b":"else"}} }]},
             {"id":"after","type":"transform.assign","config":{"assign":{"vars.after":true}} }]
            """).Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars["b"].GetString().ShouldBe(branch);
        run.State.Vars["after"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void If_ConditionIsNotBoolean_FailsAsExpressionError() =>
        new RunHarness("""[{"id":"c","type":"control.if","condition":{"$expr":"1"},"then":[]}]""").Start()
            .ShouldBe(RunStatus.Failed).State.Error["code"].GetString().ShouldBe("CONDITION_NOT_BOOLEAN");

    [Fact]
    public void Return_InsideALoopAndATry_EndsTheWholeRun()
    {
        var run = new RunHarness(
            """
            [{"id":"t","type":"control.tryCatch","catch":[],"try":[
               {"id":"l","type":"control.forEach","items":{"$expr":"[1,2,3]"},"itemVar":"n","body":[{"id":"r","type":"control.return"}]}]},
             {"id":"never","type":"transform.assign","config":{"assign":{"vars.never":1}}}]
            """).Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars.ShouldBe(JsonValue.EmptyObject);
    }

    [Fact]
    public void Return_InsideACatch_EndsTheWholeRun()
    {
        var run = new RunHarness(
            """
            [{"id":"t","type":"control.tryCatch","captureErrorAs":"failure",
               "try":[{"id":"f","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"fail":"ActionError"}}}],
               "catch":[{"id":"r","type":"control.return"},{"id":"x","type":"transform.assign","config":{"assign":{"vars.never":1}}}]},
             {"id":"never","type":"transform.assign","config":{"assign":{"vars.never":1}}}]
            """).Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars["never"].IsMissing.ShouldBeTrue();
        run.State.Vars["failure"]["code"].GetString().ShouldBe("TEST_FAILED");
    }

    [Fact]
    public void PureAction_Always_AnswersWithinTheSlice()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"m":{"$expr":"payload.m"}},"saveAs":"out"}}]
            """, """{"m":"hello"}""").Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars["out"]["m"].GetString().ShouldBe("hello");
    }

    [Fact]
    public void SideEffect_Always_IsAnEffectWithAKeyOfRunAndStep()
    {
        var run = new RunHarness("""[{"id":"a","type":"action.call","config":{"actionId":"send","version":1,"saveAs":"out"}}]""").Start();

        run.ShouldBe(RunStatus.Running).Calls.ShouldHaveSingleItem().IdempotencyKey.ShouldBe("run-1:a");
        run.PendingInvocations().ShouldHaveSingleItem().IdempotencyKey.ShouldBe("run-1:a");
        run.Apply(new RunInput.ActionSucceeded(1, JsonValue.From(5))).ShouldBe(RunStatus.Succeeded);
        run.State.Vars["out"].ShouldBe(JsonValue.From(5));
        run.History.ShouldBe(["a:started", "a:succeeded"]);
    }

    [Fact]
    public void ActionAnswer_Twice_TakesEffectOnce()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","config":{"actionId":"send","version":1,"saveAs":"a"}},
             {"id":"b","type":"action.call","config":{"actionId":"send","version":1,"saveAs":"b"}}]
            """).Start().Apply(new RunInput.ActionSucceeded(1, JsonValue.From(1)));

        run.Apply(new RunInput.ActionSucceeded(1, JsonValue.From(1))).ShouldBe(RunStatus.Running).Effects.ShouldBeEmpty();
        run.State.Vars.ShouldBe(JsonValue.Parse("""{"a":1}"""));
    }
}
