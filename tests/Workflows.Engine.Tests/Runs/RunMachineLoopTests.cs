using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineLoopTests
{
    private static string Loop(string body, string extra = "") =>
        $$$"""
        [{"id":"l","type":"control.forEach","items":{"$expr":"payload.items"},"itemVar":"n"{{{extra}}},"body":[{{{body}}}]},
         {"id":"after","type":"state.set","config":{"state":"after"}}]
        """;

    private const string Collect =
        """{"id":"c","type":"transform.assign","config":{"assign":{"vars.seen":{"$expr":"append(vars.seen, [[index, n]])"}}}}""";

    private const string Send = """{"id":"s","type":"action.call","config":{"actionId":"send","version":1,"inputMapping":{"n":{"$expr":"n"}}}}""";

    [Fact]
    public void ForEach_Sequential_VisitsEveryItemInOrderWithItemAndIndex() =>
        new RunHarness(Loop(Collect), """{"items":["a","b"]}""").Start().ShouldBe(RunStatus.Succeeded)
            .State.Vars["seen"].ShouldBe(JsonValue.Parse("""[[0,"a"],[1,"b"]]"""));

    [Fact]
    public void ForEach_NoItems_GoesOnAfterTheLoop() =>
        new RunHarness(Loop(Collect), """{"items":[]}""").Start().ShouldBe(RunStatus.Succeeded).State.Meta["state"].GetString().ShouldBe("after");

    [Fact]
    public void ForEach_NotAList_IsAValidationError() =>
        new RunHarness(Loop(Collect), """{"items":7}""").Start().ShouldBe(RunStatus.Failed).State.Error["name"].GetString().ShouldBe("ValidationError");

    [Fact]
    public void ForEach_SideEffects_HaveAKeyPerItem()
    {
        var run = new RunHarness(Loop(Send), """{"items":[1,1]}""").Start();
        run.Calls[0].IdempotencyKey.ShouldBe("run-1:s[0]");
        run.Apply(new RunInput.ActionSucceeded(1, JsonValue.Null)).Calls[0].IdempotencyKey.ShouldBe("run-1:s[1]");
        run.Apply(new RunInput.ActionSucceeded(2, JsonValue.Null)).ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public void ForEach_Concurrent_StartsAsManyAsAllowedAndRefills()
    {
        var run = new RunHarness(Loop(Send, ""","concurrency":2"""), """{"items":[10,20,30]}""").Start();
        run.Calls.Select(call => call.Step).ShouldBe(["s[0]", "s[1]"]);

        run.Apply(new RunInput.ActionSucceeded(2, JsonValue.Null)).Calls.Select(call => call.Step).ShouldBe(["s[2]"]);
        run.PendingInvocations().Select(call => call.Step).ShouldBe(["s[0]", "s[2]"], ignoreOrder: true);
        run.Apply(new RunInput.ActionSucceeded(1, JsonValue.Null)).ShouldBe(RunStatus.Running);
        run.Apply(new RunInput.ActionSucceeded(3, JsonValue.Null)).ShouldBe(RunStatus.Succeeded).State.Meta["state"].GetString().ShouldBe("after");
    }

    [Fact]
    public void ForEach_ConcurrentItemFails_DropsTheOthersAndReachesTheOuterTry()
    {
        var loop = Loop(Send, ""","concurrency":3""");
        var run = new RunHarness(
            $$$"""[{"id":"t","type":"control.tryCatch","try":{{{loop}}},"catch":[{"id":"c","type":"state.set","config":{"state":"caught"}}]}]""",
            """{"items":[1,2,3]}""").Start();

        run.Apply(new RunInput.ActionFailed(2, new Failure(FailureCategory.ActionError, "NO", "No."))).ShouldBe(RunStatus.Succeeded);
        run.State.Meta["state"].GetString().ShouldBe("caught");
        run.State.Error["nodePath"].GetString().ShouldBe("s[1]");
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","concurrency":2""")]
    public void ForEach_OnItemErrorContinue_SkipsTheRestOfThatItemOnly(string concurrency)
    {
        const string body =
            """
            {"id":"f","type":"control.if","condition":{"$expr":"n = 2"},"then":[
              {"id":"x","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"fail":"ActionError"}}}]},
            """;
        new RunHarness(Loop(body + Collect, ""","onItemError":"continue" """ + concurrency), """{"items":[1,2,3]}""").Start()
            .ShouldBe(RunStatus.Succeeded).State.Vars["seen"].ShouldBe(JsonValue.Parse("[[0,1],[2,3]]"));
    }

    [Fact]
    public void ForEach_Nested_ComposesStepIdentities()
    {
        var run = new RunHarness(
            """
            [{"id":"o","type":"control.forEach","items":{"$expr":"[[1],[2,3]]"},"itemVar":"row","body":[
               {"id":"i","type":"control.forEach","items":{"$expr":"row"},"itemVar":"n","body":[
                 {"id":"w","type":"event.wait","config":{"eventName":"E","correlationKey":{"$expr":"$string(n)"}}}]}]}]
            """).Start();
        var steps = new List<string>();
        for (var wait = 1; run.State.Status == RunStatus.Waiting; wait++)
        {
            steps.Add(run.Wait.Step);
            run.Apply(new RunInput.WaitResolved(wait, "E", JsonValue.EmptyObject));
        }

        steps.ShouldBe(["w[0][0]", "w[1][0]", "w[1][1]"]);
    }

    [Fact]
    public void ForEach_LoopVariable_HidesAVariableOfItsNameForTheLoopOnly() =>
        new RunHarness(
            """
            [{"id":"a","type":"transform.assign","config":{"assign":{"vars.n":"before"}}},
             {"id":"l","type":"control.forEach","items":{"$expr":"[1]"},"itemVar":"n","body":[
               {"id":"b","type":"transform.assign","config":{"assign":{"vars.inside":{"$expr":"vars.n"}}}}]},
             {"id":"c","type":"transform.assign","config":{"assign":{"vars.after":{"$expr":"vars.n"}}}}]
            """).Start().State.Vars.ShouldBe(JsonValue.Parse("""{"n":"before","inside":1,"after":"before"}"""));

    [Fact]
    public void Slice_StepBudgetUsedUp_IsCutAndContinues()
    {
        var run = new RunHarness(Loop(Collect), """{"items":[1,2,3,4,5]}""").Apply(RunInput.Start.Instance, stepBudget: 3);
        var slices = 1;
        for (; run.State.WantsContinue; slices++) run.Apply(RunInput.Continue.Instance, stepBudget: 3);

        run.ShouldBe(RunStatus.Succeeded).State.Vars["seen"].Count.ShouldBe(5);
        slices.ShouldBe(3);
    }

    [Fact]
    public void Slice_CutWhileAnotherBranchStandsBetweenTwoSteps_IsStoredAndGoesOn()
    {
        var run = new RunHarness(
            """
            [{"id":"o","type":"control.forEach","items":{"$expr":"[1,2]"},"itemVar":"row","concurrency":2,"body":[
               {"id":"c","type":"control.if","condition":{"$expr":"row = 1"},
                 "then":[
                   {"id":"w","type":"time.wait","config":{"durationMs":1}},
                   {"id":"i","type":"control.forEach","items":{"$expr":"[1..20]"},"itemVar":"n","body":[
                     {"id":"a","type":"transform.assign","config":{"assign":{"vars.sum":{"$expr":"coalesce(vars.sum, 0) + n"}}}}]}],
                 "else":[
                   {"id":"t","type":"control.tryCatch","catch":[],"try":[
                     {"id":"s","type":"action.call","config":{"actionId":"send","version":1}}]}]}]}]
            """).Start().Apply(new RunInput.TimerFired(1), stepBudget: 5);
        run.State.WantsContinue.ShouldBeTrue();

        run.Apply(new RunInput.ActionSucceeded(1, JsonValue.Null), stepBudget: 5);
        while (run.State.WantsContinue) run.Apply(RunInput.Continue.Instance, stepBudget: 5);

        run.ShouldBe(RunStatus.Succeeded).State.Vars["sum"].ShouldBe(JsonValue.From(210));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_AreKeptInTheOrderOfTheItems_WithFailuresInTheirPlace(int concurrency)
    {
        var run = new RunHarness(
            $$$"""
            [{"id":"each","type":"control.forEach","items":{"$expr":"[10,20,30,40]"},"itemVar":"n","concurrency":{{{concurrency}}},"onItemError":"continue",
              "results":{"n":{"$expr":"n"},"at":{"$expr":"index"}},"saveAs":"list","body":[
              {"id":"call","type":"action.call","config":{"actionId":"send","version":1,"inputMapping":{"n":{"$expr":"n"} } } }]}]
            """).Start();
        while (!run.State.HasEnded)
        {
            var call = run.PendingInvocations()[^1];
            run.Apply(call.Input["n"].GetDouble() == 20
                ? new RunInput.ActionFailed(call.Number, new Failure(FailureCategory.ActionError, "NO", "No."))
                : new RunInput.ActionSucceeded(call.Number, JsonValue.EmptyObject));
        }

        var list = run.ShouldBe(RunStatus.Succeeded).State.Vars["list"];
        list.Count.ShouldBe(4);
        list[0].ToString().ShouldBe("""{"n":10,"at":0}""");
        list[1]["error"]["code"].GetString().ShouldBe("NO");
        list[3].ToString().ShouldBe("""{"n":40,"at":3}""");
    }

    [Fact]
    public void Results_ExpressionThatFails_FailsTheItem()
    {
        var run = new RunHarness(
            """
            [{"id":"each","type":"control.forEach","items":{"$expr":"[1,'x',3]"},"itemVar":"n","onItemError":"continue",
              "results":{"$expr":"n + 1"},"saveAs":"vars.list","body":[{"id":"s","type":"state.set","config":{"state":"on"}}]}]
            """).Start().ShouldBe(RunStatus.Succeeded);

        run.State.Vars["list"][0].GetDouble().ShouldBe(2);
        run.State.Vars["list"][1]["error"]["name"].GetString().ShouldBe("ExpressionError");
        run.State.Vars["list"][2].GetDouble().ShouldBe(4);
    }

    [Fact]
    public void Results_OfNoItems_AreAnEmptyList() =>
        new RunHarness(
            """
            [{"id":"each","type":"control.forEach","items":{"$expr":"[]"},"itemVar":"n","results":{"$expr":"n"},"saveAs":"list","body":[
              {"id":"s","type":"state.set","config":{"state":"on"}}]}]
            """).Start().ShouldBe(RunStatus.Succeeded).State.Vars["list"].ToString().ShouldBe("[]");
}
