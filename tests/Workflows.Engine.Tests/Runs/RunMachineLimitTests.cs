using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineLimitTests
{
    [Fact]
    [Trait("Item", "BT-016")]
    public void Assign_PayloadBeyondTheLimit_WritesNothingAndFailsTheStep()
    {
        var run = new RunHarness(
            """
            [{"id":"grow","type":"transform.assign","config":{"assign":{
              "vars.small":1,"payload.a":{"$expr":"$pad('', 200000, 'x')"},"payload.b":{"$expr":"$pad('', 200000, 'x')"}}}}]
            """).Start();

        run.ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("PAYLOAD_TOO_LARGE");
        run.State.Payload.Count.ShouldBe(0);
        run.State.Vars.Count.ShouldBe(0);
    }

    [Fact]
    public void Assign_VariablesThatGrowForEver_FailWithAClearCodeThatCanBeCaught()
    {
        var run = new RunHarness(
            """
            [{"id":"guard","type":"control.tryCatch","catch":[],"try":[
              {"id":"each","type":"control.forEach","items":{"$expr":"[1..50]"},"itemVar":"n","body":[
                {"id":"grow","type":"transform.assign","config":{"assign":{"vars.list":{"$expr":"$append(vars.list, [$pad('', 100000, 'x')])[[0..1]]"},
                  "vars.n":{"$expr":"n"}}}},
                {"id":"more","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"text":{"$expr":"$pad('', 60000, 'y')"}},
                  "saveAs":"payload.same"}},
                {"id":"keep","type":"control.if","condition":{"$expr":"n > 0"},"then":[]}]}]},
             {"id":"big","type":"transform.assign","config":{"assign":{"vars.a":{"$expr":"$pad('', 250000, 'x')"},"vars.b":{"$expr":"$pad('', 250000, 'x')"},
               "vars.c":{"$expr":"$pad('', 250000, 'x')"},"vars.d":{"$expr":"$pad('', 250000, 'x')"},"vars.e":{"$expr":"$pad('', 250000, 'x')"}}}}]
            """).Start();

        run.ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("STATE_TOO_LARGE");
        run.State.Vars["n"].GetDouble().ShouldBe(50);
        run.State.Vars["a"].IsMissing.ShouldBeTrue();
    }

    [Fact]
    [Trait("Item", "BT-077")]
    public void Action_InputThatBreaksTheSchema_IsNotCalledAndNotRetried()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","retry":{"maxAttempts":3,"backoffMs":1},
              "config":{"actionId":"strict","version":1,"inputMapping":{"n":"text"}}}]
            """).Start();

        run.ShouldBe(RunStatus.Failed).Effects.ShouldBeEmpty();
        run.State.ErrorCode.ShouldBe("INPUT_INVALID");
        run.State.Error["name"].GetString().ShouldBe("ValidationError");
        run.State.Error["data"][0]["pointer"].GetString().ShouldBe("/n");
    }

    [Fact]
    public void Action_SecretInPlaceOfANumber_IsLeftToTheCall() =>
        new RunHarness("""[{"id":"a","type":"action.call","config":{"actionId":"strict","version":1,"inputMapping":{"n":{"$secret":"PIN"}}}}]""").Start()
            .ShouldBe(RunStatus.Running).Calls.ShouldHaveSingleItem();

    [Fact]
    [Trait("Item", "BT-078")]
    public void Action_OutputThatBreaksTheSchema_IsNotStoredAndNotRetried()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","retry":{"maxAttempts":3,"backoffMs":1},
              "config":{"actionId":"strict","version":1,"inputMapping":{"n":1},"saveAs":"out"}}]
            """).Start();

        run.Apply(new RunInput.ActionSucceeded(1, JsonValue.Parse("""{"m":"text"}"""))).ShouldBe(RunStatus.Failed);

        run.State.ErrorCode.ShouldBe("OUTPUT_INVALID");
        run.State.Vars.Count.ShouldBe(0);
    }

    [Fact]
    public void Random_EveryEvaluationHasItsOwnSeed_AndNowIsTheSame()
    {
        const string steps =
            """
            [{"id":"a","type":"transform.assign","config":{"assign":{"vars.a":{"$expr":"$random()"},"vars.b":{"$expr":"$random()"},
              "vars.t":{"$expr":"$now()"}}}},
             {"id":"b","type":"transform.assign","config":{"assign":{"vars.c":{"$expr":"$random()"},"vars.same":{"$expr":"vars.t = $now()"}}}}]
            """;
        var vars = new RunHarness(steps).Start().ShouldBe(RunStatus.Succeeded).State.Vars;

        new[] { vars["a"], vars["b"], vars["c"] }.Distinct().Count().ShouldBe(3);
        vars["same"].GetBoolean().ShouldBeTrue();
        new RunHarness(steps).Start().State.Vars.ShouldBe(vars);
    }

    [Fact]
    public void History_ValueBeyondItsLimit_IsCutAndMarked_AndStaysJson()
    {
        var run = new RunHarness(
            """[{"id":"a","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"text":{"$expr":"payload.text"}},"saveAs":"out"}}]""",
            $$"""{"text":"{{new string('ü', 20_000)}}"}""").Start().ShouldBe(RunStatus.Succeeded);

        var output = run.Entries[^1]["output"];
        output["truncated"].GetBoolean().ShouldBeTrue();
        output["sizeBytes"].GetDouble().ShouldBeGreaterThan(40_000);
        output["preview"].GetString().ShouldStartWith("{\"text\":\"üü");
        run.State.Vars["out"]["text"].GetString().Length.ShouldBe(20_000, "what is executed is never cut");
    }
}
