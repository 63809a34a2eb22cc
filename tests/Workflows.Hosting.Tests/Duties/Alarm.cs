using System.Threading.Channels;

namespace Workflows.Hosting.Tests.Duties;

/// <summary>A clock that stands still, with one timer, which tells what it is set to and rings when the test says so.</summary>
internal sealed class Alarm : TimeProvider, ITimer
{
    private readonly Channel<TimeSpan> settings = Channel.CreateUnbounded<TimeSpan>();
    private DateTimeOffset now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private Action? ring;

    /// <summary>How far the clock moves, once, while the timer is set next.</summary>
    public TimeSpan Jump { get; set; }

    /// <summary>What the timer is set to next.</summary>
    public Task<TimeSpan> NextAsync() => settings.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public void Ring() => ring!();

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ring = () => callback(state);
        return this;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        (now, Jump) = (now + Jump, TimeSpan.Zero);
        return settings.Writer.TryWrite(dueTime);
    }

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
