using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Tenancy;

namespace Workflows.Hosting.Tasks;

/// <summary>
/// What people do with the tasks that runs wait for. Every change is guarded by the task's revision and audited; a task with assignees is done
/// by them only.
/// </summary>
public interface ITaskService
{
    /// <summary>Tasks, newest first.</summary>
    Task<Result<IReadOnlyList<TaskView>>> ListAsync(Caller caller, TaskFilter filter, CancellationToken cancellationToken);

    /// <summary>One task.</summary>
    Task<Result<TaskView>> GetAsync(TenantId tenant, HumanTaskId task, CancellationToken cancellationToken);

    /// <summary>Takes a task: nobody else can complete it then. Claiming one's own claim again changes nothing.</summary>
    Task<Result<TaskView>> ClaimAsync(Caller caller, HumanTaskId task, CancellationToken cancellationToken);

    /// <summary>Gives a task back. Only who claimed it can.</summary>
    Task<Result<TaskView>> UnclaimAsync(Caller caller, HumanTaskId task, CancellationToken cancellationToken);

    /// <summary>Changes who may do a task, and takes it from who claimed it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="task">The task.</param>
    /// <param name="users">The users; none of both for everybody who may operate.</param>
    /// <param name="roles">The roles.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Result<TaskView>> ReassignAsync(
        Caller caller, HumanTaskId task, IReadOnlyList<string> users, IReadOnlyList<string> roles, CancellationToken cancellationToken);

    /// <summary>
    /// Answers a task. The answer is checked against the form first: a wrong one is refused, and the task stays. An accepted one is durable,
    /// and the run goes on with it.
    /// </summary>
    Task<Result<TaskView>> CompleteAsync(Caller caller, HumanTaskId task, JsonValue answer, CancellationToken cancellationToken);
}

/// <summary>A task with what people know it by.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Task">The task.</param>
/// <param name="Form">The JSON Schema of the answer, also of a registered one; Missing when every answer will do.</param>
public sealed record TaskView(string Workflow, HumanTaskRecord Task, JsonValue Form);

/// <summary>Selects tasks.</summary>
public sealed record TaskFilter
{
    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<HumanTaskStatus> Statuses { get; init; } = [];

    /// <summary>Only tasks that this one may do: <c>user:ann</c>, <c>role:approver</c>.</summary>
    public string? Assignee { get; init; }

    /// <summary>Only tasks that the caller, by name or role, may do or has claimed.</summary>
    public bool IsMine { get; init; }

    /// <summary>Only this workflow's key; an unknown one is a problem.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only this run.</summary>
    public RunId? Run { get; init; }

    /// <summary>Only tasks that are due before.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only tasks before this one.</summary>
    public HumanTaskId? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}
