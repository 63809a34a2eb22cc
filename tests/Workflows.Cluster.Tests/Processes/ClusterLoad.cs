using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Processes;

/// <summary>
/// Publishers that go on at a steady pace until they are told that it is enough, so that events flow through every fault. Tickets are created and
/// most of them closed. Publishers send through all silos, and send again, to another silo, what was not acknowledged.
/// </summary>
/// <param name="cluster">The silos.</param>
/// <param name="first">The number of the first ticket.</param>
/// <param name="pace">The time from one batch of a publisher to its next one.</param>
internal sealed class ClusterLoad(ClusterProcesses cluster, int first, TimeSpan pace) : IAsyncDisposable
{
    private const int Publishers = 6;
    private const int Batch = 20;
    private const int Group = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, bool> acknowledged = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, string Json)[]> batches = new();
    private readonly CancellationTokenSource abandoned = new();
    private Task publishing = Task.CompletedTask;
    private int[] waiting = [];
    private int tickets;
    private int events;
    private int wanted = int.MaxValue;

    /// <summary>How many events were acknowledged.</summary>
    public int Acknowledged => acknowledged.Count;

    /// <summary>The numbers of the tickets; all of them once the load has ended.</summary>
    public IEnumerable<int> Tickets => Enumerable.Range(first, tickets);

    /// <summary>Whether publishers still publish.</summary>
    public bool IsUnderWay => !publishing.IsCompleted;

    /// <summary>Whether a ticket is closed; every seventh is not, and its run goes on by the timeout.</summary>
    public static bool IsClosed(int ticket) => ticket % 7 > 0;

    /// <summary>Begins.</summary>
    public void Start() => publishing = Task.WhenAll(Enumerable.Range(0, Publishers).Select(PublishAsync));

    /// <summary>Ends the load when it has so many events, and returns when every one is acknowledged.</summary>
    public async Task EndAsync(int atLeast)
    {
        Volatile.Write(ref wanted, atLeast);
        await publishing;
    }

    /// <summary>Returns when more events are acknowledged than at the time of the call: they flow.</summary>
    public async Task UntilMoreAsync()
    {
        var (before, end) = (Acknowledged, DateTime.UtcNow + Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Acknowledged == before)
        {
            if (publishing.IsFaulted) await publishing;
            if (DateTime.UtcNow > end) throw new TimeoutException($"No publisher got an acknowledgement for {Patience}.");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends what is still under way, as after a failed test.</summary>
    public async ValueTask DisposeAsync()
    {
        await abandoned.CancelAsync();
        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        abandoned.Dispose();
    }

    private async Task PublishAsync(int publisher)
    {
        using var timer = new PeriodicTimer(pace);
        for (var turn = publisher; Next() is { } batch; turn++)
        {
            for (var open = batch; open.Length > 0; turn++) open = await SendAsync(open, turn);
            await timer.WaitForNextTickAsync(abandoned.Token);
        }
    }

    /// <summary>The next batch; null when it is enough.</summary>
    private (string Id, string Json)[]? Next()
    {
        lock (batches)
        {
            if (batches.Count == 0 && !TryAddGroup()) return null;
            return batches.Dequeue();
        }
    }

    /// <summary>Adds the creations of a group and the closings of the one before it, whose runs wait by then.</summary>
    private bool TryAddGroup()
    {
        var created = events < Volatile.Read(ref wanted) ? Enumerable.Range(first + tickets, Group).ToArray() : [];
        tickets += created.Length;
        foreach (var batch in created.Select(ticket => Event(ClusterEvent.Created, ticket))
            .Concat(waiting.Where(IsClosed).Select(ticket => Event(ClusterEvent.Closed, ticket))).Chunk(Batch))
        {
            batches.Enqueue(batch);
            events += batch.Length;
        }

        waiting = created;
        return batches.Count > 0;
    }

    private static (string Id, string Json) Event(string type, int ticket) =>
        ($"{type}-{ticket}", ClusterEvent.Json($"{type}-{ticket}", type, $"T-{ticket}"));

    /// <summary>Sends a batch; what is left of it is to be sent again.</summary>
    private async Task<(string Id, string Json)[]> SendAsync((string Id, string Json)[] batch, int turn)
    {
        var silos = cluster.Silos.Values.ToArray();
        if (silos.Length == 0)
        {
            // All silos are dead: a publisher tries again after a moment.
            await Task.Delay(Pause, abandoned.Token);
            return batch;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(abandoned.Token);
            limit.CancelAfter(TimeSpan.FromSeconds(15));
            using var answer = await silos[turn % silos.Length].Client.PostAsync(
                "/v1/events", ClusterEvent.Content($"[{string.Join(',', batch.Select(item => item.Json))}]"), limit.Token);
            Take(answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token));
        }
        catch (Exception exception) when (!abandoned.IsCancellationRequested && IsLoss(exception))
        {
            // The silo is gone, or hangs; the batch goes to another one.
            await Task.Delay(Pause, abandoned.Token);
        }

        return [.. batch.Where(item => !acknowledged.ContainsKey(item.Id))];
    }

    /// <summary>Whether a request was lost with its silo; its client is disposed of with it.</summary>
    private static bool IsLoss(Exception exception) =>
        GatewayProcess.IsLoss(exception) || exception is OperationCanceledException or ObjectDisposedException;

    /// <summary>Notes what was acknowledged. What was refused may only be refused because a silo is gone: everything else is a defect.</summary>
    private void Take(HttpStatusCode status, string text)
    {
        if ((int)status is not (>= 200 and < 300) && status != HttpStatusCode.ServiceUnavailable)
            throw new InvalidOperationException($"{status}: {text}");
        if (!JsonElement.Parse(text).TryGetProperty("results", out var results)) return;
        foreach (var result in results.EnumerateArray())
        {
            if (result.GetProperty("status").GetString() is "accepted" or "duplicate") acknowledged[result.GetProperty("id").GetString()!] = true;
            else if (result.GetProperty("problem").GetProperty("code").GetString() is not ("OUTCOME_UNKNOWN" or "STORE_UNAVAILABLE" or "STREAM_BUSY"))
                throw new InvalidOperationException(text);
        }
    }
}
