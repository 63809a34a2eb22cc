using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Maintenance;

/// <summary>Has the store make what time needs and remove what is past its retention: at the start, and every hour.</summary>
public sealed partial class MaintenanceService : DueClock
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private readonly IStore store;
    private readonly IOptions<WorkflowsOptions> options;
    private readonly ILogger<MaintenanceService> logger;

    /// <summary>Creates the service.</summary>
    public MaintenanceService(IStore store, IOptions<WorkflowsOptions> options, TimeProvider clock, ILogger<MaintenanceService> logger)
        : base(clock, logger) => (this.store, this.options, this.logger) = (store, options, logger);

    /// <inheritdoc/>
    protected override async Task<DateTimeOffset?> HandleDueAsync()
    {
        try
        {
            var now = Clock.GetUtcNow();
            var removed = await PruneTenantsAsync(now);
            removed += await store.MaintainAsync(now, options.Value.Retention, Stopping);
            if (removed > 0) LogRemoved(logger, removed);
        }
        catch (Exception exception) when (!IsStopped)
        {
            // A pass may be long work for the database: it is not repeated in quick succession.
            LogFailed(logger, exception);
            return Clock.GetUtcNow() + AfterFailure;
        }

        return Clock.GetUtcNow() + Interval;
    }

    private async Task<int> PruneTenantsAsync(DateTimeOffset now)
    {
        var removed = 0;
        foreach (var tenant in await store.Tenants.ListAsync(Stopping))
        {
            var chosen = TenantRetention.Read(tenant.Settings);
            if (!chosen.IsDefault)
                removed += await store.PruneTenantAsync(tenant.Id, now, chosen.Within(options.Value.Retention), Stopping);
        }

        return removed;
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Retention removed {Removed} rows or partitions")]
    private static partial void LogRemoved(ILogger logger, int removed);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "Maintenance failed; it tries again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
