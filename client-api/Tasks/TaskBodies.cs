using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.ClientApi.Json;
using Workflows.Hosting.Tasks;

namespace Workflows.ClientApi.Tasks;

/// <summary>A human task.</summary>
internal sealed record TaskBody
{
    /// <summary>The names of the states.</summary>
    public static readonly string[] StatusNames = [.. Enum.GetNames<HumanTaskStatus>().Select(name => name.ToLowerInvariant())];

    /// <summary>The task's id.</summary>
    public required string Id { get; init; }

    /// <summary>The workflow's key.</summary>
    public required string Workflow { get; init; }

    /// <summary>The run that waits.</summary>
    public required string RunId { get; init; }

    /// <summary>The identity of the waiting step.</summary>
    public required string Step { get; init; }

    /// <summary>What kind of task it is.</summary>
    public required string TaskType { get; init; }

    /// <summary>What to do, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>What to do, at length.</summary>
    public string? Description { get; init; }

    /// <summary><c>pending</c>, <c>claimed</c>, <c>completed</c>, <c>canceled</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>urgent</c>.</summary>
    public required string Priority { get; init; }

    /// <summary>The users who may do it.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The roles that may do it. A task without users and roles is for everybody who may operate.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What the person needs to know.</summary>
    public RawJson? ContextData { get; init; }

    /// <summary>The JSON Schema of the answer; absent when every answer will do.</summary>
    public JsonValue? Form { get; init; }

    /// <summary>The registered schema that the form is.</summary>
    public string? FormSchemaRef { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Who claimed it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Who answered it.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>When it was answered, canceled or expired.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The answer.</summary>
    public RawJson? Answer { get; init; }

    /// <summary>The body of a task.</summary>
    public static TaskBody Of(TaskView view) => new()
    {
        Id = view.Task.Id.ToString(),
        Workflow = view.Workflow,
        RunId = view.Task.Wait.Run.ToString(),
        Step = view.Task.Step,
        TaskType = view.Task.TaskType,
        Title = view.Task.Title,
        Description = view.Task.Description,
        Status = view.Task.Status.ToString().ToLowerInvariant(),
        Priority = view.Task.Priority.ToString().ToLowerInvariant(),
        Users = Names(view, "user:"),
        Roles = Names(view, "role:"),
        ContextData = RawJson.OrNull(view.Task.Context),
        Form = view.Form.IsMissing ? null : view.Form,
        FormSchemaRef = view.Task.FormSchemaRef,
        CreatedAt = Abstractions.Ids.IdSource.TimeOf(view.Task.Id.Value),
        Due = view.Task.Due,
        ClaimedBy = view.Task.ClaimedBy,
        ClaimedAt = view.Task.ClaimedAt,
        CompletedBy = view.Task.CompletedBy,
        ClosedAt = view.Task.ClosedAt,
        Answer = RawJson.OrNull(view.Task.Answer),
    };

    private static string[] Names(TaskView view, string prefix) =>
        [.. view.Task.Assignees.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];
}

/// <summary>Who is to do a task.</summary>
/// <param name="Users">The users.</param>
/// <param name="Roles">The roles.</param>
internal sealed record AssigneesBody(IReadOnlyList<string>? Users, IReadOnlyList<string>? Roles);

/// <summary>Selects tasks.</summary>
/// <param name="Status">Only these states; may be repeated.</param>
/// <param name="Assignee">Only tasks for this one: user:ann or role:approver.</param>
/// <param name="Mine">true for tasks that the caller, by name or role, may do or has claimed.</param>
/// <param name="Workflow">Only this workflow's key.</param>
/// <param name="Run">Only this run's id.</param>
/// <param name="DueBefore">Only tasks that are due before (RFC 3339).</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record TaskListQuery(
    [FromQuery] string[]? Status, [FromQuery] string? Assignee, [FromQuery] string? Mine, [FromQuery] string? Workflow, [FromQuery] string? Run,
    [FromQuery] string? DueBefore, [FromQuery] string? Cursor, [FromQuery] string? Limit);
