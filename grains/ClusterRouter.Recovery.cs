using Microsoft.Extensions.Logging;
using Workflows.Grains.Keeper;

namespace Workflows.Grains;

/// <summary>Asking the keeper for recovery.</summary>
internal sealed partial class ClusterRouter
{
    private const int Quiet = 0;
    private const int Asking = 1;
    private const int AskingAgain = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private int asking;
    private volatile bool isStopped;

    /// <inheritdoc/>
    public void RequestRecovery()
    {
        // One call at a time, however many messages are lost: what comes while the keeper is asked is one more question.
        if (Interlocked.CompareExchange(ref asking, AskingAgain, Asking) == Quiet
            && Interlocked.CompareExchange(ref asking, Asking, Quiet) == Quiet) AskForRecoveryAsync().Ignore();
    }

    /// <summary>Asks no more: the silo stops, and the others see that it goes.</summary>
    public void Stop() => isStopped = true;

    private async Task AskForRecoveryAsync()
    {
        while (!isStopped)
        {
            Volatile.Write(ref asking, Asking);
            try
            {
                await cluster.GetGrain<IKeeperGrain>(IKeeperGrain.Key).RecoverAsync();
                if (Interlocked.CompareExchange(ref asking, Quiet, Asking) == Asking) return;
            }
            catch (Exception exception)
            {
                if (!isStopped) LogRecoveryLost(logger, exception.Message);
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    [LoggerMessage(EventId = 1814, Level = LogLevel.Warning, Message = "The keeper did not answer ({Reason}); it is asked again")]
    private static partial void LogRecoveryLost(ILogger logger, string reason);
}
