using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Load.Floor;
using Workflows.Load.Gateway;

namespace Workflows.Load.Runtime;

/// <summary>
/// <c>runtime</c>: runs with ten calls of an HTTP endpoint, parked runs (memory each, and how fast events resume them), and loops of 1,000 items.
/// </summary>
internal static class RuntimeCommand
{
    private const int Loops = 5;
    private const int Items = 1_000;

    /// <summary>Runs the command; 0 on success.</summary>
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var report = new StringBuilder();
        foreach (var name in arguments.Stores)
        {
            Say(report, $"## {(name == "postgres" ? "PostgreSQL" : "SQLite")}\n");
            await CallsAsync(name, arguments, report);
            await ParkedAsync(name, arguments, report);
            await LoopsAsync(name, report);
        }

        if (arguments.Output is { } file) await File.WriteAllTextAsync(file, $"{Header(arguments)}\n{report}");
        return 0;
    }

    private static async Task<IFloor> OpenAsync(string name) =>
        name == "postgres" ? await PostgresFloor.OpenAsync() : await SqliteFloor.OpenAsync();

    private static async Task CallsAsync(string name, LoadArguments arguments, StringBuilder report)
    {
        await using var floor = await OpenAsync(name);
        await using var endpoint = await Endpoint.StartAsync();
        await using var engine = await BenchEngine.StartAsync(floor.Store, "BENCH_CALLS");
        var steps = string.Join(',', Enumerable.Range(1, 10).Select(step => $$"""
            {"id":"call{{step}}","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"url":"{{endpoint.Url}}","body":{"n":{{step}} } } } }
            """));
        await engine.PublishAsync("calls", $$"""{"name":"Calls","trigger":{"type":"event","eventName":"BENCH_CALLS"},"steps":[{{steps}}]}""");
        await MeasureAsync(0, 100);
        var runs = Math.Max(100, arguments.Runs / 10);
        var (seconds, cpu) = await MeasureAsync(1_000_000, runs);
        if (endpoint.Keys != (runs + 100) * 10) throw new InvalidOperationException($"{endpoint.Keys} keys for {(runs + 100) * 10} calls.");
        Say(report, string.Create(
            CultureInfo.InvariantCulture,
            $"Runs with ten HTTP calls, one after the other, 128 calls at a time: {runs} runs in {seconds:F1} s, **{runs / seconds:F0} runs/s**, {runs * 10 / seconds:F0} calls/s; {cpu * 1000 / runs:F2} CPU s per 1,000 runs; each key called once.\n"));

        async Task<(double Seconds, double Cpu)> MeasureAsync(int first, int count)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), floor.Meter.Read());
            await engine.SendAsync("BENCH_CALLS", first, count, number => $$"""{"n":{{number}} }""");
            await engine.UntilEndedAsync();
            var used = floor.Meter.Read() - before;
            return (Stopwatch.GetElapsedTime(start).TotalSeconds, used.Client + used.Server);
        }
    }

    private static async Task ParkedAsync(string name, LoadArguments arguments, StringBuilder report)
    {
        await using var floor = await OpenAsync(name);
        await using var engine = await BenchEngine.StartAsync(floor.Store, "BENCH_PARK", "BENCH_GO");
        await engine.PublishAsync("park", """
            {"name":"Park","trigger":{"type":"event","eventName":"BENCH_PARK"},"steps":[
              {"id":"wait","type":"event.wait","config":{"eventName":"BENCH_GO","correlationKey":{"$expr":"payload.key"},"timeoutMs":86400000}}]}
            """);
        await engine.SendAsync("BENCH_PARK", 0, 1_000, Payload);
        await engine.SendAsync("BENCH_GO", 0, 1_000, Payload);
        await engine.UntilEndedAsync();

        // The first half fills caches and tables that stay; what the second half adds is the cost of a parked run.
        var half = arguments.Parked / 2;
        await engine.SendAsync("BENCH_PARK", 1_000_000, half, Payload);
        var (managed, resident) = Memory();
        var parking = Stopwatch.GetTimestamp();
        await engine.SendAsync("BENCH_PARK", 1_000_000 + half, half, Payload);
        var parked = Stopwatch.GetElapsedTime(parking).TotalSeconds;
        var (managedAfter, residentAfter) = Memory();
        Say(report, string.Create(
            CultureInfo.InvariantCulture,
            $"Parked runs: {half:N0} beside {half:N0} others in {parked:F1} s; each adds **{(managedAfter - managed) / (double)half:F0} bytes** of managed memory, and {(residentAfter - resident) / (double)half:F0} bytes to the resident memory of the process (with what the collector keeps and the database's own cache).\n"));

        var (start, before) = (Stopwatch.GetTimestamp(), floor.Meter.Read());
        await engine.SendAsync("BENCH_GO", 1_000_000, 2 * half, Payload);
        await engine.UntilEndedAsync();
        var (seconds, used) = (Stopwatch.GetElapsedTime(start).TotalSeconds, floor.Meter.Read() - before);
        Say(report, string.Create(
            CultureInfo.InvariantCulture,
            $"Resumed by as many events: {2 * half:N0} runs in {seconds:F1} s, **{2 * half / seconds:F0} runs/s** to their end; {used.Client * 1000 / (2 * half):F2} CPU s per 1,000 in the engine and {used.Server * 1000 / (2 * half):F2} in the database server.\n"));

        static string Payload(int number) => $$"""{"key":"b{{number}}"}""";
    }

    private static async Task LoopsAsync(string name, StringBuilder report)
    {
        await using var floor = await OpenAsync(name);
        await using var endpoint = await Endpoint.StartAsync();
        await using var engine = await BenchEngine.StartAsync(floor.Store, "BENCH_LOOP", "BENCH_LOOP_CALLS");
        await engine.PublishAsync("loop", Loop("BENCH_LOOP", 1, """{"id":"note","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":{"$expr":"'item ' & item.n"}}}}"""));
        await engine.PublishAsync("loop-calls", Loop("BENCH_LOOP_CALLS", 20, """{"id":"call","type":"action.call","config":{"actionId":"http.request","version":1,"inputMapping":{"url":"URL","body":{"n":{"$expr":"item.n"}}}}}""".Replace("URL", endpoint.Url, StringComparison.Ordinal)));
        var items = $$"""{"items":[{{string.Join(',', Enumerable.Range(0, Items).Select(n => $$"""{"n":{{n}} }"""))}}]}""";
        await RunAsync("BENCH_LOOP", "a log entry each, one after the other");
        await RunAsync("BENCH_LOOP_CALLS", "an HTTP call each, 20 at a time");

        async Task RunAsync(string type, string what)
        {
            await engine.SendAsync(type, 0, 1, _ => items);
            await engine.UntilEndedAsync();
            var (start, before) = (Stopwatch.GetTimestamp(), floor.Meter.Read());
            for (var i = 1; i <= Loops; i++)
            {
                await engine.SendAsync(type, i, 1, _ => items);
                await engine.UntilEndedAsync();
            }

            var (seconds, used) = (Stopwatch.GetElapsedTime(start).TotalSeconds, floor.Meter.Read() - before);
            Say(report, string.Create(
                CultureInfo.InvariantCulture,
                $"A loop of {Items:N0} items, {what}: **{seconds * 1000 / Loops:F0} ms** a run, {Items * Loops / seconds:F0} items/s; {(used.Client + used.Server) * 1000 / Loops:F0} ms of CPU a run.\n"));
        }
    }

    private static string Loop(string type, int concurrency, string body) => $$"""
        {"name":"{{type}}","trigger":{"type":"event","eventName":"{{type}}"},"steps":[
          {"id":"each","type":"control.forEach","items":{"$expr":"payload.items[]"},"itemVar":"item","concurrency":{{concurrency}},"body":[{{body}}]}]}
        """;

    private static (long Managed, long Resident) Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    internal static void Say(StringBuilder report, string line)
    {
        Console.WriteLine(line);
        report.Append(line).Append('\n');
    }

    private static string Header(LoadArguments arguments) =>
        $"""
        # The runtime: calls, parked runs, loops

        Made by `./dev bench load runtime` at {DateTimeOffset.UtcNow:yyyy-MM-dd}, commit {arguments.Commit}, on {Environment.ProcessorCount} cores that the engine,
        the database, the HTTP endpoint and the load share. The engine is in the program's own process: its memory is what the collector counts after
        three full collections. CPU is that of the program and the database. The load average of the machine was {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end.

        """;
}
