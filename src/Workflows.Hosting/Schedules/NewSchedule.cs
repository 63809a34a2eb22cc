using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Schedules;

/// <summary>What every new schedule begins with.</summary>
internal static class NewSchedule
{
    /// <summary>A schedule that has no time yet.</summary>
    public static ScheduleRecord Of(
        EngineContext context, Caller caller, WorkflowId workflow, ScheduleOwner owner, string name, ScheduleCatchUp catchUp)
    {
        var now = context.Clock.GetUtcNow();
        return new ScheduleRecord
        {
            Id = context.Ids.Next(),
            Tenant = caller.Tenant,
            Workflow = workflow,
            Name = name,
            Owner = owner,
            Kind = default,
            CatchUp = catchUp,
            Status = ScheduleStatus.Active,
            Revision = 1,
            CreatedBy = caller.Actor,
            CreatedAt = now,
            UpdatedBy = caller.Actor,
            UpdatedAt = now,
        };
    }
}
