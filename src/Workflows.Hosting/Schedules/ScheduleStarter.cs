using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Plans;
using Workflows.Hosting.Calendars;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Schedules;

/// <summary>
/// Handles a due time: the schedule's move past it and the run that it starts are one commit, fenced by the due time. So every due time has one run,
/// however many hosts see it and whenever one of them ends.
/// </summary>
public sealed partial class ScheduleStarter(EngineContext context, IEntityRouter router)
{
    private readonly ILogger logger = context.Loggers.CreateLogger<ScheduleStarter>();

    /// <summary>Handles the due time that a schedule has come to. False when the store did not take it, and it is to be tried again.</summary>
    public async Task<bool> FireAsync(ScheduleRecord schedule)
    {
        var now = context.Clock.GetUtcNow();
        var days = await CalendarSet.ResolveAsync(
            context.Store.Calendars, schedule.Tenant, schedule.Days, schedule.Calendar, CancellationToken.None);
        var step = ScheduleTimes.Decide(schedule, now, days);
        var commit = new Commit();
        RunMessage.Adopt? started = null;
        var error = step.Note;
        if (step.ScheduledFor is { } scheduledFor)
        {
            (var plan, error) = await FindPlanAsync(schedule, now);
            if (plan is not null) (started, error) = await StartAsync(commit, schedule, plan, scheduledFor, now);
        }

        commit.ScheduleMoves.Add(new ScheduleMove(
            schedule.Id, schedule.Tenant, schedule.Revision, schedule.Next!.Value, step.Next, started?.Record.Id, error, step.Skip));
        var outcome = await context.Committer.CommitAsync(commit, CancellationToken.None);
        if (outcome.IsCommitted)
        {
            if (step.Skip is not null) LogSkipped(logger, schedule.Id, schedule.Next.Value, step.Skip);
            if (error is not null) LogNoRun(logger, schedule.Id, schedule.Next.Value, error);
            if (started is not null) Follow(commit, started);
            if (commit.Held.Count > 0) router.Workflow(schedule.Tenant, schedule.Workflow, WorkflowMessage.Poke.Instance);
            return true;
        }

        // A conflict: another host was first, or a user changed the schedule. What is due now is read again.
        if (outcome is CommitOutcome.Conflict) return true;
        router.RequestRecovery();
        return false;
    }

    /// <summary>Adds the run to the commit, or, while the workflow is paused or limited, the start that is held until it may happen.</summary>
    private async Task<(RunMessage.Adopt? Started, string? Error)> StartAsync(
        Commit commit, ScheduleRecord schedule, Plan plan, DateTimeOffset scheduledFor, DateTimeOffset now)
    {
        var payload = SchedulePayload.Of(schedule, plan, scheduledFor, now);
        var policy = await context.Plans.GetPolicyAsync(schedule.Tenant, plan.Workflow, CancellationToken.None);
        if (policy is { Paused: true, SkipWhilePaused: true }) return (null, HoldReason.WorkflowPaused.Code);
        if (policy.Hold(null, now) is { } reason)
        {
            commit.Held.Add(Held(schedule, reason, payload, now));
            return (null, null);
        }

        var started = RunStarter.Start(
            context, commit, plan, schedule.Tenant, payload, CorrelationOf(schedule.Id), RunOrigin.Schedule, null);
        commit.Counters.Add(new CounterDelta(
            schedule.Tenant, CounterKind.RunsStarted, plan.Workflow.Value, CounterDelta.HourOf(started.Record.StartedAt), 1));
        return (started, null);
    }

    private HeldDelivery Held(ScheduleRecord schedule, HoldReason reason, JsonValue payload, DateTimeOffset now) => new()
    {
        Tenant = schedule.Tenant,
        Workflow = schedule.Workflow,
        Id = context.Ids.Next(),
        Origin = RunOrigin.Schedule,
        Status = HeldStatus.Held,
        Revision = 1,
        Reason = reason.Code,
        Message = reason.Message,
        HeldAt = now,
        UpdatedAt = now,
        CorrelationId = CorrelationOf(schedule.Id),
        Input = new HeldInput(payload, null).Write(),
    };

    /// <summary>The correlation id of the runs of a schedule; leads to all of them.</summary>
    public static string CorrelationOf(Guid schedule) => $"schedule:{schedule:D}";

    private void Follow(Commit commit, RunMessage.Adopt started)
    {
        CommitFollowUp.Send(router, commit);
        if (started.Record.Status == RunStatus.Running) router.Run(started.Record.Tenant, started.Record.Id, started);
    }

    private async Task<(Plan? Plan, string? Error)> FindPlanAsync(ScheduleRecord schedule, DateTimeOffset now)
    {
        var workflow = await context.Store.Workflows.GetAsync(schedule.Tenant, schedule.Workflow, CancellationToken.None);
        if (workflow is null or { Deleted: true } or { PublishedVersion: 0 }) return (null, "WORKFLOW_NOT_PUBLISHED");
        try
        {
            var plan = await context.Plans.GetAsync(schedule.Tenant, workflow.Id, workflow.PublishedVersion, CancellationToken.None);
            return SchedulePayload.FindIssues(schedule, plan, now) is { Count: > 0 } issues
                ? (null, $"SCHEDULE_PAYLOAD_INVALID: {issues[0].InstancePointer} {issues[0].Message}")
                : (plan, null);
        }
        catch (InvalidOperationException exception)
        {
            return (null, $"PLAN_INVALID: {exception.Message}");
        }
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "Schedule {Schedule} started no run for {Due}: {Reason}")]
    private static partial void LogNoRun(ILogger logger, Guid schedule, DateTimeOffset due, string reason);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "Schedule {Schedule} passed {Due} over: {Reason}")]
    private static partial void LogSkipped(ILogger logger, Guid schedule, DateTimeOffset due, string reason);
}
