using System.Globalization;
using System.Text;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Load.Floor;
using Workflows.Load.Gateway;

namespace Workflows.Load.Runtime;

/// <summary>
/// <c>timers</c>: a store full of pending timers, what an engine over it uses while nothing is due, and how late timers fire. The pending runs are
/// copies of one that really parked, written through the store's own write path.
/// </summary>
internal static class TimersCommand
{
    private const int PerBatch = 500;
    private const int PerSecond = 200;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Firing = TimeSpan.FromSeconds(20);

    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var report = new StringBuilder();
        foreach (var name in arguments.Stores)
        {
            await using IFloor floor = name == "postgres" ? await PostgresFloor.OpenAsync() : await SqliteFloor.OpenAsync();
            RuntimeCommand.Say(report, $"## {(name == "postgres" ? "PostgreSQL" : "SQLite")}\n");
            await MeasureAsync(floor, arguments, report);
        }

        if (arguments.Output is { } file) await File.WriteAllTextAsync(file, $"{Header(arguments)}\n{report}");
        return 0;
    }

    private static async Task MeasureAsync(IFloor floor, LoadArguments arguments, StringBuilder report)
    {
        var (run, wait) = await ParkOneAsync(floor.Store);
        var ids = new IdSource(TimeProvider.System);
        var farBegin = TimeProvider.System.GetUtcNow().AddDays(1);
        await InsertAsync(floor.Store, run, wait, ids, Enumerable.Range(0, arguments.Timers).Select(i => farBegin.AddMilliseconds(i * 100L)));

        await floor.SettleAsync();
        await using var engine = await BenchEngine.StartAsync(floor.Store, "BENCH_TIMER");

        // The second look of recovery, some seconds after the start, is not what idling costs.
        await WaitAsync(TimeSpan.FromSeconds(20));
        var (calls, cpu) = (engine.Calls.Count, floor.Meter.Read());
        await WaitAsync(arguments.Idle);
        var used = floor.Meter.Read() - cpu;
        RuntimeCommand.Say(report, string.Create(
            CultureInfo.InvariantCulture,
            $"{arguments.Timers:N0} pending timers, nothing due, for {arguments.Idle.TotalSeconds:F0} s: {engine.Calls.Count - calls} calls of the store, {used.Client / arguments.Idle.TotalSeconds * 100:F2}% of a core in the engine, {used.Server / arguments.Idle.TotalSeconds * 100:F2}% in the database server; {GC.GetTotalMemory(true) / 1048576.0:F0} MiB of managed memory in all.\n"));
        await FireAsync(engine, arguments, report);
    }

    /// <summary>New waits among the others: what they are late by is the time of the commit that took the timer, less the due time.</summary>
    private static async Task FireAsync(BenchEngine engine, LoadArguments arguments, StringBuilder report)
    {
        var count = (int)(Firing.TotalSeconds * PerSecond);
        var begin = TimeProvider.System.GetUtcNow() + Ahead;
        await engine.SendAsync("BENCH_TIMER", 1, count, number =>
            $$"""{"until":"{{begin.AddMilliseconds((number - 1) * 1000.0 / PerSecond).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}"}""");
        await WaitAsync(begin + Firing + TimeSpan.FromSeconds(3) - TimeProvider.System.GetUtcNow());
        var late = (await ListEndedAsync(engine)).Where(run => run.CorrelationId is not null)
            .Select(run => (run.UpdatedAt - begin.AddMilliseconds((int.Parse(run.CorrelationId![1..], CultureInfo.InvariantCulture) - 1) * 1000.0 / PerSecond)).TotalMilliseconds)
            .Order().ToArray();
        RuntimeCommand.Say(report, string.Create(
            CultureInfo.InvariantCulture,
            $"{late.Length} of {count} timers that came due at {PerSecond} a second among {arguments.Timers:N0} others were taken by their runs after p50 {late[late.Length / 2]:F0} ms, p99 **{late[late.Length * 99 / 100]:F0} ms**, longest {late[^1]:F0} ms; earliest {late[0]:F0} ms.\n"));
    }

    private static async Task<List<RunRecord>> ListEndedAsync(BenchEngine engine)
    {
        var ended = new List<RunRecord>();
        var query = new RunQuery { Tenant = engine.Caller.Tenant, Statuses = [RunStatus.Succeeded], Limit = 1_000 };
        while (true)
        {
            var page = await engine.Store.Runs.ListAsync(query, default);
            ended.AddRange(page);
            if (page.Count < query.Limit) return ended;
            query = query with { After = RunPosition.Of(page[^1]) };
        }
    }

    /// <summary>A run that really parked: the rest are its copies.</summary>
    private static async Task<(RunRecord Run, WaitRecord Wait)> ParkOneAsync(IStore store)
    {
        await using var engine = await BenchEngine.StartAsync(store, "BENCH_TIMER");
        await engine.PublishAsync("timer", """
            {"name":"Timer","trigger":{"type":"event","eventName":"BENCH_TIMER"},"steps":[
              {"id":"wait","type":"time.wait","config":{"until":{"$expr":"payload.until"}}}]}
            """);
        await engine.SendAsync("BENCH_TIMER", 0, 1, _ => """{"until":"2099-01-01T00:00:00.000Z"}""");
        var run = (await store.Runs.ListAsync(new RunQuery { Tenant = engine.Caller.Tenant, Limit = 1 }, default))[0];
        return ((await store.Runs.GetAsync(run.Tenant, run.Id, default))!, (await store.Runs.GetWaitsAsync(run.Tenant, run.Id, default))[0]);
    }

    private static async Task InsertAsync(IStore store, RunRecord run, WaitRecord wait, IdSource ids, IEnumerable<DateTimeOffset> dues)
    {
        foreach (var chunk in dues.Chunk(PerBatch))
        {
            var commit = new Commit();
            foreach (var due in chunk)
            {
                var copy = run with { Id = new RunId(ids.Next()), Event = null, Origin = RunOrigin.Manual, CorrelationId = null, Revision = 1 };
                commit.NewRuns.Add(copy);
                commit.NewWaits.Add(wait with { Id = new WaitId(copy.Id, 1), Due = due });
            }

            foreach (var outcome in await store.Writer.WriteAsync([commit], default))
                if (!outcome.IsCommitted) throw new InvalidOperationException($"The bench's rows were not taken: {outcome}");
        }
    }

    private static async Task WaitAsync(TimeSpan span)
    {
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync();
    }

    private static string Header(LoadArguments arguments) =>
        $"""
        # Timers: a million pending

        Made by `./dev bench load timers` at {DateTimeOffset.UtcNow:yyyy-MM-dd}, commit {arguments.Commit}, on {Environment.ProcessorCount} cores that the engine,
        the database and the program share. A timer is the wait of a run in `time.wait`; each run is a copy of one that parked. *Late* is the time of the
        commit in which the run went on, less the due time. The load average of the machine was {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end.
        Target: within 100 ms of due, no polling.

        """;
}
