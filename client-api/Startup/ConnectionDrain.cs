using Microsoft.AspNetCore.Connections;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>
/// Lets requests end when the server stops, for half of the time that the stop has; then it cuts their connections. The other half is the engine's, which ends its
/// work in order after the last request.
/// </summary>
internal sealed partial class ConnectionDrain(ServerOptions options, TimeProvider clock, ILogger<ConnectionDrain> logger) : IDisposable
{
    private readonly CancellationTokenSource cut = new(Timeout.InfiniteTimeSpan, clock);
    private int open;

    /// <summary>Begins to count; to be called when the listener is about to be closed.</summary>
    public void Begin()
    {
        var share = options.ShutdownTimeout / 2;
        cut.Token.UnsafeRegister(
            _ =>
            {
                if (Volatile.Read(ref open) is > 0 and var count) LogCut(logger, count, share.TotalSeconds);
            },
            null);
        cut.CancelAfter(share);
    }

    /// <summary>Serves a connection.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        Interlocked.Increment(ref open);
        try
        {
            using var cutting = cut.Token.UnsafeRegister(static connection => ((ConnectionContext)connection!).Abort(), connection);
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    public void Dispose() => cut.Dispose();

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "{Count} connections are cut: their requests have taken the first {Seconds} s of the stop")]
    private static partial void LogCut(ILogger logger, int count, double seconds);
}
