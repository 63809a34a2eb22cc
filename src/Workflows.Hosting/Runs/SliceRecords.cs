using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;
using Workflows.Hosting.Gates;

namespace Workflows.Hosting.Runs;

/// <summary>The rows of human tasks and of child runs that a slice makes.</summary>
internal static class SliceRecords
{
    private static readonly byte[] NoHistory = "[]"u8.ToArray();

    /// <summary>The row of a task.</summary>
    public static HumanTaskRecord Of(RunRecord record, RunEffect.CreateTask task) => new()
    {
        Id = task.Id,
        Tenant = record.Tenant,
        Wait = new WaitId(record.Id, task.WaitNumber),
        Workflow = record.Workflow,
        Step = task.Step,
        TaskType = task.Config.TaskType,
        Title = task.Title,
        Description = task.Description,
        Context = task.Context.IsMissing ? default : task.Context.ToUtf8(),
        FormSchema = task.Config.FormSchema.IsMissing ? default : task.Config.FormSchema.ToUtf8(),
        FormSchemaRef = task.Config.FormSchemaRef,
        Assignees = task.Assignees,
        Priority = task.Config.Priority,
        Status = HumanTaskStatus.Pending,
        Due = task.Due,
        Revision = 1,
    };

    /// <summary>
    /// Adds the row of a child run that has not begun, and its tie to the run that called it. A child of a limited workflow stands WAITING behind
    /// what that workflow holds, until its gate lets it begin.
    /// </summary>
    public static void AddChild(Commit commit, RunRecord parent, RunEffect.StartChild child, RunLink? link, bool isHeld)
    {
        if (isHeld) commit.Held.Add(Hold(parent, child));
        commit.NewRuns.Add(new RunRecord
        {
            Id = child.Run,
            Tenant = parent.Tenant,
            Workflow = child.Target.Workflow,
            Version = child.Target.Version,
            Status = isHeld ? RunStatus.Waiting : RunStatus.Running,
            Revision = 1,
            Origin = RunOrigin.Parent,
            CorrelationId = parent.CorrelationId,
            StartedAt = IdSource.TimeOf(child.Run.Value),
            UpdatedAt = parent.UpdatedAt,
            State = RunStateCodec.EncodeNew(child.Payload),
            History = NoHistory,
        });
        commit.NewLinks.Add(new RunLink
        {
            Run = child.Run,
            Tenant = parent.Tenant,
            Parent = new WaitId(parent.Id, child.WaitNumber),
            Root = link?.Root ?? parent.Id,
            Depth = (link?.Depth ?? 0) + 1,
            Step = child.Step,
            IsAttached = child.WaitNumber > 0,
        });
        commit.Counters.Add(new CounterDelta(
            parent.Tenant, CounterKind.RunsStarted, child.Target.Workflow.Value, CounterDelta.HourOf(parent.UpdatedAt), 1));
    }

    private static HeldDelivery Hold(RunRecord parent, RunEffect.StartChild child) => new()
    {
        Tenant = parent.Tenant,
        Workflow = child.Target.Workflow,
        Id = child.Run.Value,
        Origin = RunOrigin.Parent,
        Status = HeldStatus.Held,
        Revision = 1,
        Reason = HoldReason.Concurrency.Code,
        Message = $"The run {parent.Id} called the workflow, whose runs are limited; the child waits for its turn.",
        HeldAt = parent.UpdatedAt,
        UpdatedAt = parent.UpdatedAt,
        CorrelationId = parent.CorrelationId,
    };
}
