using Workflows.Abstractions.Json;
using Workflows.Client.Publishing;
using Workflows.Client.Runs;
using Workflows.Client.Workers;

namespace Workflows.Client.Tests;

public sealed class WorkerTests(Server server)
{
    [Fact]
    public async Task Handler_PerformsTheCall_AndTheRunEndsWithItsOutput()
    {
        await server.RegisterAsync("tests.double");
        await using var worker = Start(new Worker(server.Connect()).Handle(
            "tests.double", (task, _) => Task.FromResult(JsonValue.From(task.Input["n"].GetDouble() * 2))));

        var ended = await RunAsync("tests.double", """{"n":21}""");

        ended.Status.ShouldBe("SUCCEEDED");
        ended.Envelope["vars"]["result"].GetDouble().ShouldBe(42);
    }

    [Fact]
    public async Task HandlerThatFails_FailsTheStep_WithItsCode()
    {
        await server.RegisterAsync("tests.fail");
        await using var worker = Start(new Worker(server.Connect()).Handle(
            "tests.fail", (_, _) => throw new ActionFailedException("NO_CONTACT", "There is no such contact.")));

        var ended = await RunAsync("tests.fail", "{}");

        ended.Status.ShouldBe("FAILED");
        ended.Error["code"].GetString().ShouldBe("NO_CONTACT");
    }

    [Fact]
    public async Task HandlerThatThrows_FailsTheStep_AndTheWorkerGoesOn()
    {
        await server.RegisterAsync("tests.throw");
        var errors = new List<Exception>();
        await using var worker = Start(new Worker(server.Connect(), new WorkerOptions { OnError = errors.Add }).Handle(
            "tests.throw", (task, _) => task.Input["bad"] == JsonValue.True ? throw new FormatException("Oh no.") : Task.FromResult(JsonValue.True)));

        (await RunAsync("tests.throw", """{"bad":true}""")).Error["code"].GetString().ShouldBe("HANDLER_THREW");
        errors.ShouldHaveSingleItem().ShouldBeOfType<FormatException>();
        (await RunAsync("tests.throw", "{}")).Status.ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task Tasks_AreWorkedOnAtTheSameTime()
    {
        await server.RegisterAsync("tests.together");
        var both = new Countdown(2);
        await using var worker = Start(new Worker(server.Connect(), new WorkerOptions { Concurrency = 2 }).Handle(
            "tests.together", async (_, token) =>
            {
                both.Signal();
                await both.Task.WaitAsync(token);
                return JsonValue.True;
            }));

        var ended = await Task.WhenAll(RunAsync("tests.together", "{}"), RunAsync("tests.together", "{}"));

        ended.ShouldAllBe(run => run.Status == "SUCCEEDED");
    }

    [Fact]
    public async Task Heartbeats_KeepTheLease_WhileTheHandlerWorks()
    {
        await server.RegisterAsync("tests.slow");
        var (beats, leases) = (new Countdown(4), 0);
        using var wire = new Wire { OnRequest = path => { if (path.EndsWith("/heartbeat", StringComparison.Ordinal)) beats.Signal(); } };
        await using var worker = Start(new Worker(server.Connect(wire), new WorkerOptions { Lease = TimeSpan.FromSeconds(6) }).Handle(
            "tests.slow", async (task, token) =>
            {
                leases = task.Leases;
                await beats.Task.WaitAsync(token);
                return JsonValue.True;
            }));

        (await RunAsync("tests.slow", "{}")).Status.ShouldBe("SUCCEEDED");
        leases.ShouldBe(1);
    }

    [Fact]
    public async Task Stop_FinishesWhatIsUnderWay()
    {
        await server.RegisterAsync("tests.stop");
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var stop = new CancellationTokenSource();
        var working = new Worker(server.Connect()).Handle("tests.stop", async (_, token) =>
        {
            begun.SetResult();
            await go.Task.WaitAsync(token);
            return JsonValue.From("finished");
        }).RunAsync(stop.Token);
        var run = RunAsync("tests.stop", "{}");

        await begun.Task;
        await stop.CancelAsync();
        working.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await working;

        (await run).Envelope["vars"]["result"].GetString().ShouldBe("finished");
    }

    [Fact]
    public async Task EventsOfAHandler_TellWhoCalled()
    {
        await server.RegisterAsync("tests.tell");
        using var http = server.Connect();
        await using var publisher = new EventPublisher(http);
        var published = default(PublishedEvent);
        await using var worker = Start(new Worker(server.Connect()).Handle("tests.tell", async (_, token) =>
        {
            published = await publisher.PublishAsync(EventPublisherTests.Event(), token);
            return JsonValue.True;
        }));

        var run = await RunAsync("tests.tell", "{}", correlationId: "order-7");

        var stored = (await server.GetAsync($"/v1/events/{published!.Id}"))["event"];
        stored["correlationId"].GetString().ShouldBe("order-7");
        var caller = stored["metadata"]["workflow"];
        (caller["key"].GetString(), caller["runId"].GetString(), caller["step"].GetString()).ShouldBe(("tests.tell", run.Id, "call"));
        WorkflowContext.Current.ShouldBeNull();
    }

    [Fact]
    public async Task UnknownRun_IsAProblem_AndNotWaitedFor()
    {
        using var http = server.Connect();

        var failure = await Should.ThrowAsync<WorkflowsException>(() => new RunClient(http).WaitForEndAsync(Guid.NewGuid().ToString()));

        failure.Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private async Task<RunResult> RunAsync(string workflow, string payload, string? correlationId = null)
    {
        using var http = server.Connect();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var runs = new RunClient(http);
        var run = await runs.StartAsync(workflow, JsonValue.Parse(payload), correlationId, limit.Token);
        return await runs.WaitForEndAsync(run.Id, limit.Token);
    }

    private static Working Start(Worker worker) => new(worker);

    /// <summary>A worker that stops at the end of the test.</summary>
    private sealed class Working : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Task working;

        public Working(Worker worker) => working = worker.RunAsync(stop.Token);

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await working;
            stop.Dispose();
        }
    }

    private sealed class Countdown(int count)
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int left = count;

        public Task Task => reached.Task;

        public void Signal()
        {
            if (Interlocked.Decrement(ref left) == 0) reached.SetResult();
        }
    }
}
