using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Ids;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Watchdog;

/// <summary>
/// Looks for runs that are RUNNING without progress, as often as the threshold says, from an index that holds RUNNING runs only. It logs
/// each such run once, with why, and keeps the gauge <c>workflows.runs.stuck</c>.
/// </summary>
public sealed partial class StuckWatchdog : DueClock
{
    /// <summary>The name of the engine's meter.</summary>
    public const string MeterName = "Workflows.Hosting";

    private const int Limit = 200;
    private readonly RunExplainer explainer;
    private readonly TimeSpan threshold;
    private readonly ILogger<StuckWatchdog> logger;
    private readonly Meter meter = new(MeterName);
    private HashSet<RunId> reported = [];

    /// <summary>Creates the watchdog; it first looks when it has had the duty for one threshold.</summary>
    public StuckWatchdog(RunExplainer explainer, IOptions<WorkflowsOptions> options, TimeProvider clock, ILogger<StuckWatchdog> logger)
        : base(clock, logger)
    {
        (this.explainer, this.logger, threshold) = (explainer, logger, options.Value.StuckAfter);
        meter.CreateObservableGauge("workflows.runs.stuck", () => reported.Count, "{run}", "Runs that are RUNNING without progress.");
    }

    /// <inheritdoc/>
    protected override TimeSpan FirstAfter => threshold;

    /// <summary>Ends a look that is under way; the gauge is of the process that looks.</summary>
    public override async Task StopAsync()
    {
        await base.StopAsync();
        reported = [];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) meter.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<DateTimeOffset?> HandleDueAsync()
    {
        try
        {
            var stuck = await explainer.ListStuckAsync(null, threshold, Limit, Stopping);
            foreach (var run in stuck.Where(run => !reported.Contains(run.Run.Id)))
                LogStuck(logger, run.Run.Id, run.Workflow, run.IdleMs / 1000, run.Reasons[0].What);
            reported = [.. stuck.Select(run => run.Run.Id)];
        }
        catch (Exception exception) when (!IsStopped)
        {
            LogFailed(logger, exception);
        }

        return Clock.GetUtcNow() + threshold;
    }

    [LoggerMessage(EventId = 1804, Level = LogLevel.Warning, Message = "Run {Run} of '{Workflow}' has made no progress for {Seconds} s: {Why}")]
    private static partial void LogStuck(ILogger logger, RunId run, string workflow, long seconds, string why);

    [LoggerMessage(EventId = 1803, Level = LogLevel.Warning, Message = "The watchdog could not look for stuck runs; it looks again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
