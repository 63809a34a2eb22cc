using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunStatePartsTests
{
    private static readonly string Large = new('x', 10_000);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Loop_WritesASliceInProportionToWhatItChanges(int concurrency)
    {
        var few = BytesOfLoop(200, concurrency);
        var many = BytesOfLoop(800, concurrency);

        (many / 800.0).ShouldBeLessThan(few / 200.0 * 1.2, "an item of a long loop costs as much as one of a short loop");
    }

    [Fact]
    public void Loop_ResultsOfManySlices_StandInTheOrderOfTheItems()
    {
        var run = Loop(300, 7);
        run.ShouldBe(RunStatus.Succeeded).State.Vars["all"].ShouldBe(JsonValue.Parse($"[{string.Join(',', Enumerable.Range(0, 300).Select(Item))}]"));
        run.Parts.ShouldBeEmpty("a run that has ended holds everything itself");
    }

    [Fact]
    public void Loop_ThatFailed_IsRetriedWithTheResultsThatItHad()
    {
        var run = LoopRun(300, 1).Start();
        for (var call = 1; call <= 250; call++) run.Apply(new RunInput.ActionSucceeded(call, JsonValue.Null));
        run.Parts.ShouldNotBeEmpty();

        run.Apply(new RunInput.ActionFailed(251, new Failure(FailureCategory.ActionError, "NO", "No."))).ShouldBe(RunStatus.Failed);
        run.Parts.ShouldBeEmpty();
        run.Apply(new RunInput.Retry("again"));
        for (var call = 252; run.State.Status == RunStatus.Running; call++) run.Apply(new RunInput.ActionSucceeded(call, JsonValue.Null));

        run.ShouldBe(RunStatus.Succeeded).State.Vars["all"].Count.ShouldBe(300);
        run.State.Vars["all"][10].ShouldBe(JsonValue.Parse(Item(10)));
    }

    [Fact]
    public void Payload_ThatASliceLeavesAsItIs_IsNotWrittenAgain()
    {
        var run = new RunHarness($"[{Twice}]", $$"""{"text":"{{Large}}"}""").Start();
        run.Parts.ShouldBeEmpty("a run that is resumed once pays for no part");

        run.Apply(new RunInput.WaitResolved(1, "E", JsonValue.EmptyObject));
        run.Parts.ShouldHaveSingleItem();
        run.Stored.Length.ShouldBeLessThan(1_000);

        run.Apply(new RunInput.WaitResolved(2, "E", JsonValue.EmptyObject));
        run.Stored.Length.ShouldBeLessThan(1_000);
        run.State.Payload["text"].GetString().ShouldBe(Large);
    }

    [Fact]
    public void Variable_ThatChanges_ReplacesItsPart_AndKeepsItsPlace()
    {
        const string grow = """{"id":"g","type":"transform.assign","config":{"assign":{"vars.text":{"$expr":"vars.text & '!'"}}}}""";
        var set = $$$$"""{"id":"a","type":"transform.assign","config":{"assign":{"vars.first":1,"vars.text":"{{{{Large}}}}","vars.last":2}}}""";
        var run = new RunHarness($"[{set},{WaitAs("w1")},{WaitAs("w2")},{grow},{WaitAs("w3")}]").Start();
        run.Apply(new RunInput.WaitResolved(1, "E", JsonValue.EmptyObject));
        run.Parts.ShouldHaveSingleItem();

        run.Apply(new RunInput.WaitResolved(2, "E", JsonValue.EmptyObject));
        run.Parts.ShouldBeEmpty("the part is dropped with its last reference");
        run.State.Vars["text"].GetString().ShouldBe(Large + "!");
        Names(run.State.Vars).First().ShouldBe("first");

        run.Apply(new RunInput.WaitResolved(3, "E", JsonValue.EmptyObject)).ShouldBe(RunStatus.Succeeded);
        string.Concat(Names(run.State.Vars)).ShouldBe("firsttextlastevent" + "eventName");
    }

    [Fact]
    public void Envelope_OfAStateInParts_IsWhole()
    {
        var run = new RunHarness($"[{Twice}]", $$"""{"text":"{{Large}}"}""").Start();
        run.Apply(new RunInput.WaitResolved(1, "E", JsonValue.EmptyObject));

        StatePart[] parts = [.. run.Parts.Select(part => new StatePart(default, part.Key, part.Value))];
        RunStateCodec.DecodeEnvelope(run.Stored, parts)["payload"]["text"].GetString().ShouldBe(Large);
    }

    private static string Twice =>
        $$"""{"id":"l","type":"control.forEach","items":{"$expr":"[1..4]"},"itemVar":"n","body":[{{WaitAs("w")}}]}""";

    private static string WaitAs(string id) =>
        $$$$"""{"id":"{{{{id}}}}","type":"event.wait","config":{"eventName":"E","correlationKey":{"$expr":"'k'"}}}""";

    private static string Item(int index) => $$"""{"id":{{index}},"name":"item {{index}}","text":"some text of an item"}""";

    private static long BytesOfLoop(int items, int concurrency) => Loop(items, concurrency).Written;

    private static RunHarness LoopRun(int items, int concurrency) => new(
        $$$"""
        [{"id":"l","type":"control.forEach","items":{"$expr":"payload.items"},"itemVar":"n","concurrency":{{{concurrency}}},
          "results":{"$expr":"n"},"saveAs":"all","body":[{"id":"s","type":"action.call","config":{"actionId":"send","version":1}}]}]
        """,
        $$"""{"items":[{{string.Join(',', Enumerable.Range(0, items).Select(Item))}}]}""");

    private static RunHarness Loop(int items, int concurrency)
    {
        var run = LoopRun(items, concurrency).Start();
        for (var call = 1; run.State.Status == RunStatus.Running; call++) run.Apply(new RunInput.ActionSucceeded(call, JsonValue.Null));
        return run.ShouldBe(RunStatus.Succeeded);
    }

    private static IEnumerable<string> Names(JsonValue value)
    {
        foreach (var (name, _) in value.EnumerateObject()) yield return name;
    }
}
