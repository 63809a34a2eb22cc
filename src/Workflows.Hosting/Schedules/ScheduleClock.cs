using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Schedules;

/// <summary>
/// Has due schedules handled, by one timer on the earliest due time of all. It asks the store when that comes, when a schedule changes, and once in
/// <see cref="WorkflowsOptions.ScheduleRecheck"/>, in case another host made a schedule and then ended.
/// </summary>
public sealed class ScheduleClock : DueClock
{
    /// <summary>What the clock is told of by <see cref="ChangeSignals"/>: schedules were made or changed, here or in another process.</summary>
    public const string Topic = "schedules";

    private const int PageSize = 100;
    private readonly EngineContext context;
    private readonly ScheduleStarter starter;

    /// <summary>Creates the clock.</summary>
    public ScheduleClock(EngineContext context, ScheduleStarter starter, ChangeSignals changes)
        : base(context.Clock, context.Loggers.CreateLogger<ScheduleClock>(), changes, Topic) =>
        (this.context, this.starter) = (context, starter);

    /// <inheritdoc/>
    protected override async Task<DateTimeOffset?> HandleDueAsync()
    {
        while (!IsStopped)
        {
            var due = await context.Store.Schedules.ListDueAsync(context.Clock.GetUtcNow(), PageSize, CancellationToken.None);
            if (due.Count == 0) break;
            var taken = await Task.WhenAll(due.Select(starter.FireAsync));
            if (taken.Contains(false)) throw new StoreException("Schedules could not be moved.", isTransient: true);
        }

        var latest = context.Clock.GetUtcNow() + context.Options.Value.ScheduleRecheck;
        return await context.Store.Schedules.GetNextDueAsync(CancellationToken.None) is { } next && next < latest ? next : latest;
    }
}
