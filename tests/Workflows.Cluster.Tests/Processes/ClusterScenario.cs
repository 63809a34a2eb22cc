using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Workflows.Hosting;
using Workflows.Hosting.Streams;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>
/// The workflow of the process tests, and what is asked of the cluster: a ticket that is created starts a run that waits for its closing, or for its
/// timeout; one that timed out has been through the step "late".
/// </summary>
internal sealed class ClusterScenario(ClusterProcesses cluster)
{
    private const string IsLate = "history LIKE '%\"late\"%'";
    private static readonly int Lanes = new WorkflowsOptions().Lanes;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>How many runs the probes started; each had two events.</summary>
    public int Probes { get; private set; }

    /// <summary>Publishes the workflow.</summary>
    public async Task PrepareAsync()
    {
        const string Definition =
            """
            {"key":"cluster","definition":{"name":"Cluster","trigger":{"type":"event","eventName":"TICKET_CREATED"},"steps":[
              {"id":"guard","type":"control.tryCatch","captureErrorAs":"error","try":[
                {"id":"closing","type":"event.wait","config":{"eventName":"TICKET_CLOSED","correlationKey":{"$expr":"run.correlationId"},"timeoutMs":10000}}],
               "catch":[{"id":"late","type":"state.set","config":{"state":"LATE"}}]},
              {"id":"done","type":"state.set","config":{"state":"DONE"}}]}}
            """;
        await cluster.RequireAsync("/v1/workflows", Definition);
        await cluster.RequireAsync("/v1/workflows/cluster/publish", "{}");
    }

    /// <summary>How long it takes until an event of each lane of both types is processed, sent to the silos that run.</summary>
    public async Task<TimeSpan> UntilEventsFlowAsync(params int[] except)
    {
        var watch = Stopwatch.StartNew();
        for (short lane = 0; lane < Lanes; lane++)
        {
            var id = IdInLane(lane);
            await ProcessAsync($"created-{id}", ClusterEvent.Created, id, except);
            await ProcessAsync($"closed-{id}", ClusterEvent.Closed, id, except);
            Probes++;
        }

        return watch.Elapsed;
    }

    /// <summary>Returns when every run has ended and every event was processed.</summary>
    public async Task UntilNothingIsLeftAsync()
    {
        var end = DateTime.UtcNow + Patience;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var left = await cluster.CountAsync("SELECT (SELECT count(*) FROM runs WHERE status < 3) + (SELECT count(*) FROM streams s LEFT JOIN cursors c USING (tenant, type, lane) WHERE s.head > coalesce(c.cursor, 0))");
            if (left == 0) return;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{left} runs or streams are left.\n{await cluster.DescribeAsync()}");
            await cluster.SuperviseAsync();
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Checks that every acknowledged event took effect once and nothing is left; tells how many runs timed out.</summary>
    /// <param name="loads">What was published.</param>
    public async Task<(int Events, int Runs, long Late)> CheckAsync(params ClusterLoad[] loads)
    {
        await UntilNothingIsLeftAsync();
        var runs = loads.Sum(load => load.Tickets.Count()) + Probes;
        var events = loads.Sum(load => load.Acknowledged) + 2 * Probes;
        (await cluster.CountAsync("SELECT count(*) FROM events")).ShouldBe(events, "every acknowledged event is stored, once");
        (await cluster.CountAsync("SELECT count(*) FROM runs")).ShouldBe(runs, "one run a ticket or probe");
        (await cluster.CountAsync("SELECT count(DISTINCT event) FROM runs")).ShouldBe(runs, "each of an event of its own");
        (await cluster.CountAsync("SELECT count(*) FROM runs WHERE status <> 3")).ShouldBe(0, "every run succeeded");
        (await cluster.CountAsync("SELECT count(*) FROM waits")).ShouldBe(0, "no wait and no timer is left");

        var late = await cluster.CountAsync($"SELECT count(DISTINCT run) FROM run_slices WHERE {IsLate}");
        (await LedgerAsync(1)).ShouldBe(events, "the ledger: accepted");
        (await LedgerAsync(2)).ShouldBe(events, "the ledger: processed");
        (await LedgerAsync(11)).ShouldBe(runs, "the ledger: deliveries that started a run");
        (await LedgerAsync(12)).ShouldBe(runs - late, "the ledger: one closing resumed each run that did not time out");
        (await LedgerAsync(21)).ShouldBe(runs, "the ledger: runs that succeeded");
        foreach (var load in loads) await CheckSampleAsync([.. load.Tickets]);
        return (events, runs, late);
    }

    /// <summary>Of a hundred tickets, what the events say that they did agrees with what the runs say that happened.</summary>
    private async Task CheckSampleAsync(int[] tickets)
    {
        for (var i = 0; i < tickets.Length; i += Math.Max(1, tickets.Length / 100))
        {
            var ticket = tickets[i];
            (await OutcomesAsync($"{ClusterEvent.Created}-{ticket}")).ShouldBe(["started"]);
            var isLate = await cluster.CountAsync(
                $"SELECT count(*) FROM runs r WHERE correlation = 'T-{ticket}' AND EXISTS (SELECT 1 FROM run_slices s WHERE s.run = r.id AND s.{IsLate})") == 1;
            if (!ClusterLoad.IsClosed(ticket)) isLate.ShouldBeTrue($"nobody closed ticket {ticket}");
            else (await OutcomesAsync($"{ClusterEvent.Closed}-{ticket}")).ShouldBe(isLate ? [] : ["resumed"], $"ticket {ticket}");
        }
    }

    private Task<long> LedgerAsync(int kind) => cluster.CountAsync($"SELECT coalesce(sum(n), 0) FROM counters WHERE kind = {kind}");

    /// <summary>What an event did.</summary>
    private async Task<string[]> OutcomesAsync(string id)
    {
        await cluster.SuperviseAsync();
        using var answer = await cluster.Silos.Values.First().Client.GetAsync($"/v1/events/{id}");
        var detail = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        detail.GetProperty("processed").GetBoolean().ShouldBeTrue(id);
        return [.. detail.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty("outcome").GetString()!)];
    }

    /// <summary>A correlation id whose events go to a lane.</summary>
    private static string IdInLane(short lane)
    {
        while (true)
        {
            var id = $"probe-{Guid.NewGuid():N}";
            if (Lane.Of(id, Lanes) == lane) return id;
        }
    }

    /// <summary>Sends an event, to one silo after the other, until it is processed.</summary>
    private async Task ProcessAsync(string id, string type, string correlation, int[] except)
    {
        var end = DateTime.UtcNow + Patience;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var turn = 0; ; turn++)
        {
            var open = cluster.Silos.Where(silo => !except.Contains(silo.Key)).Select(silo => silo.Value).ToArray();
            if (open.Length > 0 && await TryProcessAsync(open[turn % open.Length], id, ClusterEvent.Json(id, type, correlation))) return;
            if (DateTime.UtcNow > end) throw new TimeoutException($"{id} was not processed in {Patience}.\n{await cluster.DescribeAsync()}");
            // What a silo takes to start again is not the cluster's time.
            var watch = Stopwatch.StartNew();
            await cluster.SuperviseAsync();
            end += watch.Elapsed;
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<bool> TryProcessAsync(GatewayProcess silo, string id, string json)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            using var answer = await silo.Client.PostAsync("/v1/events?wait=processed", ClusterEvent.Content(json), limit.Token);
            if (!answer.IsSuccessStatusCode) return false;
            using var detail = await silo.Client.GetAsync($"/v1/events/{id}", limit.Token);
            return detail.StatusCode == HttpStatusCode.OK
                && JsonElement.Parse(await detail.Content.ReadAsStringAsync(limit.Token)).GetProperty("processed").GetBoolean();
        }
        catch (Exception exception) when (GatewayProcess.IsLoss(exception) || exception is OperationCanceledException)
        {
            return false;
        }
    }
}
