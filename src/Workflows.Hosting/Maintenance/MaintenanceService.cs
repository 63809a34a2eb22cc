using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Maintenance;

/// <summary>Has the store make what time needs and remove what is past its retention: at the start, and every hour.</summary>
public sealed partial class MaintenanceService : IDuty, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly IStore store;
    private readonly IOptions<WorkflowsOptions> options;
    private readonly TimeProvider clock;
    private readonly ILogger<MaintenanceService> logger;
    private readonly ITimer timer;
    private CancellationTokenSource stopping = new();
    private bool isDisposed;
    private Task underWay = Task.CompletedTask;

    /// <summary>Creates the service; <see cref="Start"/> makes the first pass.</summary>
    public MaintenanceService(IStore store, IOptions<WorkflowsOptions> options, TimeProvider clock, ILogger<MaintenanceService> logger)
    {
        (this.store, this.options, this.clock, this.logger) = (store, options, clock, logger);
        timer = clock.CreateTimer(_ => underWay = PassAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Start()
    {
        if (stopping.IsCancellationRequested) stopping = new CancellationTokenSource();
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels a pass that is under way and returns when it has ended.</summary>
    public async Task StopAsync()
    {
        // A host that is disposed before it has stopped stops its services once more.
        if (isDisposed) return;
        await stopping.CancelAsync();
        await underWay;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        timer.Dispose();
        stopping.Dispose();
    }

    private async Task PassAsync()
    {
        if (stopping.IsCancellationRequested) return;
        try
        {
            var now = clock.GetUtcNow();
            var removed = await PruneTenantsAsync(now);
            removed += await store.MaintainAsync(now, options.Value.Retention, stopping.Token);
            if (removed > 0) LogRemoved(logger, removed);
        }
        catch (StoreException exception)
        {
            LogFailed(logger, exception);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }

        timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    private async Task<int> PruneTenantsAsync(DateTimeOffset now)
    {
        var removed = 0;
        foreach (var tenant in await store.Tenants.ListAsync(stopping.Token))
        {
            var chosen = TenantRetention.Read(tenant.Settings);
            if (!chosen.IsDefault)
                removed += await store.PruneTenantAsync(tenant.Id, now, chosen.Within(options.Value.Retention), stopping.Token);
        }

        return removed;
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Information, Message = "Retention removed {Removed} rows or partitions")]
    private static partial void LogRemoved(ILogger logger, int removed);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Warning, Message = "Maintenance could not reach the store; it tries again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
