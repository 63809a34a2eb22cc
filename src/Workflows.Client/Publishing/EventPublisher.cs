using System.Threading.Channels;
using Workflows.Abstractions.Json;
using Workflows.Client.Http;

namespace Workflows.Client.Publishing;

/// <summary>
/// Publishes events. What is published while a request is under way goes into the next one together, so a busy publisher sends large requests
/// and a quiet one sends at once; there is one request at a time, in order. Safe for concurrent use.
/// </summary>
public sealed class EventPublisher : IAsyncDisposable
{
    private readonly EventPublisherOptions options;
    private readonly Transport transport;
    private readonly Channel<Entry> waiting;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task sending;

    /// <summary>Creates a publisher.</summary>
    /// <param name="http">Has the server's address, and an API key that may publish as its authorization header. It stays the caller's.</param>
    /// <param name="options">The settings.</param>
    public EventPublisher(HttpClient http, EventPublisherOptions? options = null)
    {
        this.options = options ?? new EventPublisherOptions();
        transport = new Transport(http, this.options.Retry, this.options.Clock);
        waiting = Channel.CreateBounded<Entry>(new BoundedChannelOptions(this.options.Capacity) { SingleReader = true });
        sending = SendAllAsync();
    }

    /// <summary>Publishes an event. It returns when the event is on the server's disk.</summary>
    /// <exception cref="WorkflowsException">The server refused the event, or did not take it within all attempts.</exception>
    /// <exception cref="ObjectDisposedException">The publisher was disposed before the event was sent.</exception>
    public async Task<PublishedEvent> PublishAsync(OutgoingEvent item, CancellationToken cancellationToken = default)
    {
        var entry = new Entry(item.ToUtf8(WorkflowContext.Current));
        try
        {
            await waiting.Writer.WriteAsync(entry, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(EventPublisher));
        }

        return await entry.Outcome.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more events and sends those that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await sending;
        stopping.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, but gives up what is not sent when the token is canceled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await using var giveUp = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), stopping);
        await sending;
    }

    private async Task SendAllAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = TakeBatch();
            try
            {
                await SendAsync(batch);
            }
            catch (OperationCanceledException)
            {
                foreach (var entry in batch) entry.Outcome.TrySetException(new ObjectDisposedException(nameof(EventPublisher)));
            }
            catch (Exception exception)
            {
                foreach (var entry in batch) entry.Outcome.TrySetException(exception);
            }
        }
    }

    private List<Entry> TakeBatch()
    {
        var batch = new List<Entry>();
        for (var bytes = 2; batch.Count < options.BatchSize && waiting.Reader.TryPeek(out var next); batch.Add(next))
        {
            bytes += next.Body.Length + 1;
            if (bytes > options.BatchBytes && batch.Count > 0) break;
            waiting.Reader.TryRead(out _);
        }

        return batch;
    }

    /// <summary>Sends a batch, and again the events of it that the server may take later.</summary>
    private async Task SendAsync(List<Entry> batch)
    {
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            var answer = await transport.SendAsync(HttpMethod.Post, "/v1/events", Join(batch), stopping.Token);
            batch = Settle(batch, answer.Body["results"], isLast: attempt >= options.Retry.MaxAttempts);
            if (batch.Count > 0) await Task.Delay(options.Retry.DelayAfter(attempt, answer.RetryAfter), options.Clock, stopping.Token);
        }
    }

    /// <summary>Tells the publishers; returns the events to send again.</summary>
    private static List<Entry> Settle(List<Entry> batch, JsonValue results, bool isLast)
    {
        var again = new List<Entry>();
        for (var i = 0; i < batch.Count; i++)
        {
            var result = results[i];
            if (result["status"].GetString() != "rejected")
            {
                batch[i].Outcome.TrySetResult(new PublishedEvent(
                    result["id"].GetString(), (long)result["sequence"].GetDouble(), result["status"].GetString() == "duplicate"));
                continue;
            }

            var problem = result["problem"];
            var failure = WorkflowsException.Of((System.Net.HttpStatusCode)(int)problem["status"].GetDouble(), problem);
            if (failure.IsTransient && !isLast) again.Add(batch[i]);
            else batch[i].Outcome.TrySetException(failure);
        }

        return again;
    }

    private static byte[] Join(List<Entry> batch)
    {
        var body = new byte[batch.Sum(entry => entry.Body.Length + 1) + 1];
        var at = 0;
        foreach (var entry in batch)
        {
            body[at] = at == 0 ? (byte)'[' : (byte)',';
            entry.Body.CopyTo(body, at + 1);
            at += entry.Body.Length + 1;
        }

        body[at] = (byte)']';
        return body;
    }

    private sealed class Entry(byte[] body)
    {
        public byte[] Body { get; } = body;

        public TaskCompletionSource<PublishedEvent> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
