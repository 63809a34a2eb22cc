using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Workflows.Grains.Feed;
using Workflows.Hosting.Members;

namespace Workflows.Grains.Members;

/// <summary>What this silo sent, as Orleans meters it, and what waits in its feed.</summary>
internal sealed class SiloTraffic : IHostedService, IDisposable
{
    private const string SentLocally = "orleans-messaging-sent-local";
    private const string SentSize = "orleans-messaging-sent-messages-size";
    private readonly MeterListener listener = new();
    private readonly FeedAdapter feed;
    private long local;
    private long remote;
    private long remoteBytes;

    public SiloTraffic(OrleansInstruments instruments, FeedAdapter feed)
    {
        this.feed = feed;
        listener.InstrumentPublished = (instrument, to) =>
        {
            // Each silo has a meter of its own, also where several are in one process.
            if (instrument.Meter == instruments.Meter && instrument.Name is SentLocally or SentSize) to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, bytes, _, _) =>
        {
            Interlocked.Increment(ref remote);
            Interlocked.Add(ref remoteBytes, bytes);
        });
        listener.SetMeasurementEventCallback<long>((_, sent, _, _) => Volatile.Write(ref local, sent));
    }

    /// <summary>The figures since the silo started.</summary>
    public MemberTraffic Read()
    {
        listener.RecordObservableInstruments();
        return new MemberTraffic(Volatile.Read(ref local), Volatile.Read(ref remote), Volatile.Read(ref remoteBytes), feed.Queued);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
