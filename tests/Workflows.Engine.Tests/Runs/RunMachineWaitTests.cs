using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineWaitTests
{
    private const string Waiting =
        """
        [{"id":"t","type":"control.tryCatch","captureErrorAs":"why","catch":[{"id":"c","type":"state.set","config":{"state":"late"}}],"try":[
          {"id":"w","type":"event.wait","config":{"eventName":"REPLY","correlationKey":{"$expr":"payload.id"},"timeoutMs":60000,
            "saveAs":"reply","assign":{"vars.text":{"$expr":"vars.reply.text"}}}}]}]
        """;

    [Fact]
    public void EventWait_Always_ParksWithKeyAndDeadline()
    {
        var run = new RunHarness(Waiting, """{"id":"T-1"}""").Start().ShouldBe(RunStatus.Waiting);

        run.Wait.ShouldSatisfyAllConditions(
            wait => wait.Kind.ShouldBe(WaitKind.Event),
            wait => wait.EventName.ShouldBe("REPLY"),
            wait => wait.Key.ShouldBe("T-1"),
            wait => wait.Step.ShouldBe("w"),
            wait => wait.Due.ShouldBe(run.Now + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void EventWait_EventComes_GoesOnWithItsPayload()
    {
        var run = new RunHarness(Waiting, """{"id":"T-1"}""").Start();

        run.Apply(new RunInput.WaitResolved(1, "REPLY", JsonValue.Parse("""{"text":"ok"}"""))).ShouldBe(RunStatus.Succeeded);

        run.State.Vars["text"].GetString().ShouldBe("ok");
        run.State.Vars["eventName"].GetString().ShouldBe("REPLY");
        run.Effects.ShouldBe([new RunEffect.Unwait(1)]);
    }

    [Fact]
    public void EventWait_Deadline_RaisesATimeoutErrorThatATryCatches()
    {
        var run = new RunHarness(Waiting, """{"id":"T-1"}""").Start().Apply(new RunInput.TimerFired(1)).ShouldBe(RunStatus.Succeeded);

        run.State.Meta["state"].GetString().ShouldBe("late");
        run.State.Vars["why"]["name"].GetString().ShouldBe("TimeoutError");
    }

    [Fact]
    public void EventWait_DeadlineAndContinue_SetsTimedOut() =>
        new RunHarness(
            """
            [{"id":"w","type":"event.wait","config":{"eventName":"REPLY","correlationKey":"K","timeoutMs":1,"onTimeout":"continue","saveAs":"reply"}}]
            """).Start().Apply(new RunInput.TimerFired(1)).ShouldBe(RunStatus.Succeeded)
            .State.Vars["reply"]["timedOut"].GetBoolean().ShouldBeTrue();

    [Theory]
    [InlineData("null")]
    [InlineData("payload.nope")]
    [InlineData("''")]
    public void EventWait_NoCorrelationKey_FailsAtTheStep(string key) =>
        new RunHarness($$$"""[{"id":"w","type":"event.wait","config":{"eventName":"REPLY","correlationKey":{"$expr":"{{{key}}}"}} }]""").Start()
            .ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("CORRELATION_KEY_MISSING");

    [Theory]
    [InlineData("'a\\u0000b'")]
    [InlineData("$pad('x', 201)")]
    public void EventWait_KeyThatNoEventCanHave_FailsAtTheStep(string key) =>
        new RunHarness($$$"""[{"id":"w","type":"event.wait","config":{"eventName":"REPLY","correlationKey":{"$expr":"{{{key}}}"} }}]""").Start()
            .ShouldBe(RunStatus.Failed).State.ErrorCode.ShouldBe("CORRELATION_KEY_INVALID");

    [Fact]
    public void TimeWait_Duration_GoesOnWhenTheTimerFires()
    {
        var run = new RunHarness("""[{"id":"w","type":"time.wait","config":{"durationMs":5000,"assign":{"vars.done":true}}}]""").Start();

        run.ShouldBe(RunStatus.Waiting).Wait.Due.ShouldBe(run.Now + TimeSpan.FromSeconds(5));
        run.Apply(new RunInput.TimerFired(1)).ShouldBe(RunStatus.Succeeded).State.Vars["done"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void TimeWait_Until_WaitsForTheMoment() =>
        new RunHarness("""[{"id":"w","type":"time.wait","config":{"mode":"until","until":{"$expr":"payload.at"}}}]""", """{"at":"2026-02-01T00:00:00Z"}""")
            .Start().Wait.Due.ShouldBe(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Cancel_WhileWaiting_RemovesTheWait() =>
        new RunHarness(Waiting, """{"id":"T-1"}""").Start().Apply(new RunInput.Cancel("not needed")).ShouldBe(RunStatus.Canceled)
            .Effects.ShouldBe([new RunEffect.Unwait(1)]);

    [Fact]
    public void Input_ForAWaitThatIsOver_ChangesNothing() =>
        new RunHarness(Waiting, """{"id":"T-1"}""").Start().Apply(new RunInput.TimerFired(9)).ShouldBe(RunStatus.Waiting).Effects.ShouldBeEmpty();
}
