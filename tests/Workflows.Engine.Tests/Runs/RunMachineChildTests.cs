using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineChildTests
{
    private const string Call =
        """
        [{"id":"call","type":"control.callWorkflow","workflowId":"child","inputMapping":{"n":{"$expr":"payload.n + 1"}},
          "outputMapping":{"vars.sum":{"$expr":"child.vars.sum"},"payload.child":{"$expr":"child.id"}}}]
        """;

    [Fact]
    [Trait("Item", "BT-113")]
    public void Call_StartsTheLatestVersionWithTheMappedPayload_AndParks()
    {
        var run = new RunHarness(Call, """{"n":1}""").Start().ShouldBe(RunStatus.Waiting);

        var child = run.Effects.OfType<RunEffect.StartChild>().ShouldHaveSingleItem();
        (child.Target.Key, child.Target.Version).ShouldBe(("child", 3));
        child.Payload.ToString().ShouldBe("""{"n":2}""");
        (run.Wait.Kind, run.Wait.Number).ShouldBe((WaitKind.Child, child.WaitNumber));
    }

    [Fact]
    [Trait("Item", "BT-114")]
    public void Call_ChildSucceeds_OutputMappingSeesItsResult()
    {
        var run = new RunHarness(Call, """{"n":1}""").Start();
        var child = run.Effects.OfType<RunEffect.StartChild>().Single();

        run.Apply(Ended(child, RunStatus.Succeeded, null, """{"payload":{},"vars":{"sum":42},"meta":{}}""")).ShouldBe(RunStatus.Succeeded);

        run.State.Vars["sum"].GetDouble().ShouldBe(42);
        run.State.Payload["child"].GetString().ShouldBe(child.Run.ToString());
        run.State.Vars["child"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    [Trait("Item", "BT-115")]
    public void Call_ChildFails_IsAnActionErrorWithTheChildsCodeAndMessage()
    {
        var run = new RunHarness(Call, """{"n":1}""").Start();
        var child = run.Effects.OfType<RunEffect.StartChild>().Single();

        run.Apply(Ended(child, RunStatus.Failed, "DOWN", """{"error":{"message":"No answer."}}""")).ShouldBe(RunStatus.Failed);

        run.State.ErrorCode.ShouldBe("DOWN");
        run.State.Error["name"].GetString().ShouldBe("ActionError");
        run.State.Error["message"].GetString().ShouldContain("No answer.");
    }

    [Fact]
    [Trait("Item", "BT-116")]
    public void Call_WithRetry_StartsANewChildForEachAttempt()
    {
        var run = new RunHarness(Call.Replace("\"workflowId\"", "\"retry\":{\"maxAttempts\":2,\"backoffMs\":1000},\"workflowId\"", StringComparison.Ordinal), """{"n":1}""")
            .Start();
        var first = run.Effects.OfType<RunEffect.StartChild>().Single();

        run.Apply(Ended(first, RunStatus.Failed, "DOWN", "{}")).ShouldBe(RunStatus.Waiting);
        run.Wait.Kind.ShouldBe(WaitKind.Retry);
        run.Apply(new RunInput.TimerFired(run.Wait.Number)).ShouldBe(RunStatus.Waiting);

        var second = run.Effects.OfType<RunEffect.StartChild>().Single();
        second.Run.ShouldNotBe(first.Run);
        run.Apply(Ended(second, RunStatus.Canceled, null, "{}")).ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("CHILD_CANCELED");
    }

    [Fact]
    public void Call_Detached_GoesOnAtOnce()
    {
        var run = new RunHarness("""[{"id":"call","type":"control.callWorkflow","workflowId":"child","workflowVersion":2,"mode":"detach"}]""").Start()
            .ShouldBe(RunStatus.Succeeded);

        var child = run.Effects.ShouldHaveSingleItem().ShouldBeOfType<RunEffect.StartChild>();
        (child.WaitNumber, child.Target.Version).ShouldBe((0, 2));
    }

    [Fact]
    public void Call_RunCanceled_CancelsTheChild()
    {
        var run = new RunHarness(Call, """{"n":1}""").Start();
        var child = run.Effects.OfType<RunEffect.StartChild>().Single();

        run.Apply(new RunInput.Cancel("enough")).Effects.OfType<RunEffect.CancelChild>().ShouldHaveSingleItem().Run.ShouldBe(child.Run);
    }

    [Fact]
    public void Call_ReturnInTheSameSlice_MakesNoChild() =>
        new RunHarness(
            """
            [{"id":"each","type":"control.forEach","items":{"$expr":"[1,2]"},"itemVar":"n","concurrency":2,"body":[
              {"id":"if","type":"control.if","condition":{"$expr":"n = 2"},"then":[{"id":"stop","type":"control.return"}]},
              {"id":"call","type":"control.callWorkflow","workflowId":"child"}]}]
            """).Start().ShouldBe(RunStatus.Succeeded).Effects.OfType<RunEffect.StartChild>().ShouldBeEmpty();

    [Theory]
    [InlineData("unknown", 0, "CALLED_WORKFLOW_UNKNOWN")]
    [InlineData("child", 16, "CALL_TOO_DEEP")]
    public void Call_ThatCannotBeMade_FailsTheStep(string workflow, int depth, string code)
    {
        var run = new RunHarness($$"""[{"id":"call","type":"control.callWorkflow","workflowId":"{{workflow}}"}]""") { Depth = depth }.Start();

        run.ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public void Call_MoreChildrenThanARunMayHave_FailsTheStep()
    {
        var items = string.Join(',', Enumerable.Range(0, RunMachine.MaxChildren + 1));
        var run = new RunHarness(
            """
            [{"id":"each","type":"control.forEach","items":{"$expr":"payload.items"},"itemVar":"n","body":[
              {"id":"call","type":"control.callWorkflow","workflowId":"child","mode":"detach"}]}]
            """,
            $$"""{"items":[{{items}}]}""").Start();
        while (run.State.WantsContinue) run.Apply(RunInput.Continue.Instance);

        run.ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("TOO_MANY_CHILDREN");
    }

    private static RunInput.ChildEnded Ended(RunEffect.StartChild child, RunStatus status, string? code, string envelope) =>
        new(child.WaitNumber, child.Run, status, code, JsonValue.Parse(envelope));
}
