using System.Globalization;
using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Abstractions.Workers;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Ingest;
using Workflows.Hosting.Jobs;
using Workflows.Hosting.Queries;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Schedules;
using Workflows.Hosting.Tests.Harness;
using Workflows.Hosting.Workers;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>
/// People, workers, children, a schedule, and every command of an operator. Whoever acts looks first and acts again while it is not done, as
/// people do whose request was answered with 503. What it all came to is one text, which must not depend on faults.
/// </summary>
internal sealed class OperatorScenario(IStore store, FaultPlan plan)
{
    private const int Speed = 400;

    private const string Whole = """
        {"name":"Whole","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"check","type":"human.task","config":{"taskType":"check","title":"Check","formSchema":{"type":"object","required":["ok"]}}},
          {"id":"forgotten","type":"human.task","config":{"taskType":"check","title":"Nobody","dueInMs":2000,"onTimeout":"continue"}},
          {"id":"child","type":"control.callWorkflow","workflowId":"child"},
          {"id":"work","type":"action.call","config":{"actionId":"crm.sync","version":1}}]}
        """;

    private const string Child = """
        {"name":"Child","steps":[{"id":"effect","type":"action.call","config":{"actionId":"test.effect","version":1}}]}
        """;

    private const string Ops = """
        {"name":"Ops","trigger":{"type":"event","eventName":"ORDER_SHIPPED"},"steps":[
          {"id":"kind","type":"control.if","condition":{"$expr":"payload.order = 'retry'"},"then":[
            {"id":"risky","type":"action.call","config":{"actionId":"test.effect","version":1,"inputMapping":{"failures":1}},"retry":{"maxAttempts":1,"backoffMs":0}}]},
          {"id":"hold","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.order"}}}]}
        """;

    private readonly FastClock clock = new(Speed);
    private EngineHarness engine = null!;

    /// <summary>Runs the scenario and tells what it came to.</summary>
    public async Task<string> RunAsync()
    {
        var faulty = new FaultyStore(store, plan, alsoOperators: true);
        await using var started = await EngineHarness.StartAsync(() => Task.FromResult<IStore>(faulty), clock);
        engine = started;
        await store.Workers.AddActionAsync(
            new RemoteActionRecord(engine.Caller.Tenant, "crm.sync", 1, "{}"u8.ToArray(), "tester", DateTimeOffset.UnixEpoch),
            new AuditRecord(Guid.NewGuid(), engine.Caller.Tenant, "tester", "action.register", "action:crm.sync@1", "{}"u8.ToArray()), default);
        await engine.PublishAsync("child", Child);
        await engine.PublishAsync("whole", Whole);
        await engine.PublishAsync("ops", Ops);
        plan.Arm();

        await WholeAsync();
        await CommandsAsync();
        await BulkAsync();
        await ScheduleAsync();
        await UntilAsync(async () => (await RunsAsync()).All(run => run.Status is not (RunStatus.Running or RunStatus.Waiting)), () => Task.CompletedTask);
        plan.Disarm();
        return await DescribeAsync();
    }

    private async Task WholeAsync()
    {
        await PublishAsync("ORDER_PLACED", "whole");
        await UntilAsync(async () => (await TasksAsync()).Any(task => task.Status == HumanTaskStatus.Completed), async () =>
        {
            foreach (var task in (await TasksAsync()).Where(task => task.Step == "check"))
                await engine.Tasks.CompleteAsync(engine.Caller, task.Id, JsonValue.Parse("""{"ok":true}"""), default);
        });
        await UntilAsync(async () => (await RunsOfAsync("whole")).Single().Status == RunStatus.Succeeded, async () =>
        {
            var lease = new LeaseRequest(["crm.sync"], 10, TimeSpan.Zero, TimeSpan.FromSeconds(30), "w1");
            var leased = await engine.Workers.LeaseAsync(engine.Caller, lease, default, default);
            foreach (var task in leased.IsOk ? leased.Value : [])
                await engine.Workers.AnswerAsync(engine.Caller, task.Run, task.Number, task.Token, ActionResult.Success(JsonValue.True), default);
        });
    }

    private async Task CommandsAsync()
    {
        foreach (var order in (string[])["cancel", "resume", "retry", "requeue", "replay"]) await PublishAsync("ORDER_SHIPPED", order);
        await CommandAsync("cancel", RunCommandKind.Cancel, run => run.Status == RunStatus.Canceled);
        await CommandAsync("resume", RunCommandKind.Resume, run => run.Status == RunStatus.Succeeded);
        engine.Effects.Fail = false;
        await CommandAsync("retry", RunCommandKind.Retry, run => run.Status == RunStatus.Waiting);
        await CommandAsync("retry", RunCommandKind.Resume, run => run.Status == RunStatus.Succeeded);
        await CommandAsync("requeue", RunCommandKind.Cancel, run => run.Status == RunStatus.Canceled);
        await CommandAsync("requeue", RunCommandKind.Requeue, run => run.Status == RunStatus.Waiting);
        await CommandAsync("requeue", RunCommandKind.Resume, run => run.Status == RunStatus.Succeeded);
        await CommandAsync("replay", RunCommandKind.Resume, run => run.Status == RunStatus.Succeeded);
        var source = (await RunsOfAsync("replay")).Single();
        await UntilAsync(async () => (await RunsOfAsync("replay")).Count == 2, () => engine.Commands.ReplayAsync(
            engine.Caller, source.Id, new ReplayRequest { Reason = "once more" }, default));
        await CommandAsync("replay", RunCommandKind.Cancel, run => run.Status == RunStatus.Canceled);
    }

    private async Task BulkAsync()
    {
        foreach (var order in (string[])["bulk1", "bulk2"]) await PublishAsync("ORDER_SHIPPED", order);
        await UntilAsync(async () => (await RunsOfAsync("bulk1", "bulk2")).Count(run => run.Status == RunStatus.Waiting) == 2, () => Task.CompletedTask);
        var request = new BulkRequest { Action = "cancel", Filter = new RunFilter(), Reason = "withdrawn", PerSecond = 500 };
        await UntilAsync(async () => (await RunsOfAsync("bulk1", "bulk2")).All(run => run.Status == RunStatus.Canceled), async () =>
        {
            if ((await store.Operations.ListJobsAsync(engine.Caller.Tenant, null, 10, default)).Count == 0)
                await engine.Jobs.CreateAsync(engine.Caller, request, default);
        });
        await UntilAsync(async () => (await store.Operations.ListRunningJobsAsync(default)).Count == 0, () => Task.CompletedTask);
    }

    private async Task ScheduleAsync()
    {
        var all = new ScheduleQuery { Tenant = engine.Caller.Tenant };
        await UntilAsync(async () => (await store.Schedules.ListAsync(all, default)).Count > 0, () => engine.Schedules.CreateAsync(
            engine.Caller, "child",
            new ScheduleDraft("Once", clock.GetUtcNow().AddMinutes(1), null, null, JsonValue.EmptyObject, ScheduleCatchUp.FireOnce), default));
        await UntilAsync(async () => (await store.Schedules.ListAsync(all, default)).All(item => item.Status == ScheduleStatus.Completed), () => Task.CompletedTask);
    }

    private async Task PublishAsync(string type, string order)
    {
        for (var attempt = 0; ; attempt++)
        {
            attempt.ShouldBeLessThan(20);
            var submission = EngineHarness.Event(type, order, $$"""{"order":"{{order}}"}""", $"{type}-{order}");
            if ((await engine.Ingest.SubmitAsync(engine.Caller.Tenant, [submission], waitProcessed: false, default))[0].Status != IngestStatus.Rejected) break;
        }

        await UntilAsync(async () => (await RunsOfAsync(order)).Count == 1, () => Task.CompletedTask);
        await UntilAsync(async () => (await RunsOfAsync(order)).All(run => run.Status != RunStatus.Running), () => Task.CompletedTask);
    }

    /// <summary>Gives a command to the newest run of an order until it stands where the command leads to.</summary>
    private Task CommandAsync(string order, RunCommandKind kind, Func<RunRecord, bool> isThere) => UntilAsync(
        async () => isThere((await RunsOfAsync(order)).MaxBy(run => run.Id)!),
        async () =>
        {
            var run = (await RunsOfAsync(order)).MaxBy(item => item.Id)!;
            await engine.Commands.ExecuteAsync(
                engine.Caller.Tenant, run.Id, new RunCommand { Kind = kind, Actor = "tester", Reason = "as planned" }, default);
        });

    /// <summary>Looks at the store itself, past the faults, and acts until it is done.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isDone, Func<Task> act)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await isDone())
        {
            try
            {
                await act();
            }
            catch (StoreException)
            {
                // The request was answered with 503.
            }

            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<IReadOnlyList<RunRecord>> RunsAsync() =>
        await store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant, Limit = 1_000 }, default);

    private async Task<List<RunRecord>> RunsOfAsync(params string[] orders) =>
        [.. (await RunsAsync()).Where(run => orders.Contains(run.CorrelationId) && run.Origin != RunOrigin.Parent)];

    private async Task<IReadOnlyList<HumanTaskRecord>> TasksAsync() =>
        await store.Tasks.ListAsync(new TaskQuery { Tenant = engine.Caller.Tenant }, default);

    private async Task<string> DescribeAsync()
    {
        var text = new StringBuilder();
        foreach (var run in (await RunsAsync()).OrderBy(run => run.Origin).ThenBy(run => run.CorrelationId?.Split(':')[0], StringComparer.Ordinal))
        {
            var waits = await store.Runs.GetWaitsAsync(engine.Caller.Tenant, run.Id, default);
            text.AppendLine(CultureInfo.InvariantCulture, $"{run.Origin} {run.CorrelationId?.Split(':')[0]} {run.Status} waits {waits.Count}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"tasks {string.Join(',', (await TasksAsync()).Select(task => task.Status).Order())}");
        text.AppendLine(CultureInfo.InvariantCulture, $"orphans {(await store.Tasks.ListOrphansAsync(default, 10, default)).Count}");
        text.AppendLine(CultureInfo.InvariantCulture, $"jobs {string.Join(',', (await store.Operations.ListJobsAsync(engine.Caller.Tenant, null, 10, default)).Select(job => job.Status))}");
        text.Append(CultureInfo.InvariantCulture, $"effects {engine.Effects.Effects.Count}");
        return text.ToString();
    }
}
