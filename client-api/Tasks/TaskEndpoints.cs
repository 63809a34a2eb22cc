using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Tasks;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Tasks;

/// <summary>The tasks that runs wait for people with.</summary>
internal static class TaskEndpoints
{
    private const char List = 't';

    /// <summary>Maps <c>/tasks</c>.</summary>
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");
        tasks.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListTasks").WithSummary("List human tasks, newest first");
        tasks.MapGet("/{id}", GetAsync).Needs(Permissions.Read).WithName("GetTask").WithSummary("One human task with its form");
        tasks.MapPost("/{id}/claim", ClaimAsync).Needs(Permissions.Operate).WithName("ClaimTask").WithSummary("Take a task")
            .MayRefuse(StatusCodes.Status409Conflict);
        tasks.MapPost("/{id}/unclaim", UnclaimAsync).Needs(Permissions.Operate).WithName("UnclaimTask").WithSummary("Give a task back")
            .MayRefuse(StatusCodes.Status409Conflict);
        tasks.MapPost("/{id}/complete", CompleteAsync).Needs(Permissions.Operate).WithName("CompleteTask").WithSummary("Answer a task")
            .WithDescription("The body is the answer. It is checked against the task's form: a wrong one is refused, and the task stays open.")
            .Accepts<object>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        tasks.MapPut("/{id}/assignees", ReassignAsync).Needs(Permissions.Operate).WithName("ReassignTask")
            .WithSummary("Change who may do a task; a claim ends").Accepts<AssigneesBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<TaskBody>>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, ITaskService tasks, [AsParameters] TaskListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var statuses = new List<HumanTaskStatus>();
        foreach (var text in query.Status ?? [])
            if (reader.Choice("status", text, TaskBody.StatusNames) is { } name) statuses.Add(Enum.Parse<HumanTaskStatus>(name, ignoreCase: true));
        var run = reader.Text("run", query.Run);
        RunId runId = default;
        if (run is not null && !RunId.TryParse(run, out runId)) return new ProblemResult(GatewayProblems.InvalidParameter("run", "the id of a run"));
        var filter = new TaskFilter
        {
            Statuses = statuses,
            Assignee = reader.Text("assignee", query.Assignee),
            IsMine = reader.Choice("mine", query.Mine, "true", "false") == "true",
            Workflow = reader.Text("workflow", query.Workflow),
            Run = run is null ? null : runId,
            DueBefore = reader.Time("dueBefore", query.DueBefore),
            Before = reader.GuidPosition(List, query.Cursor) is { } id ? new HumanTaskId(id) : null,
            Limit = limit + 1,
        };
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        var rows = await tasks.ListAsync(user.Caller(), filter, cancellationToken);
        return rows.ToOk(found => Page<TaskBody>.Of(found, limit, TaskBody.Of, row => Cursor.Encode(List, row.Task.Id.ToString())));
    }

    private static Task<Results<Ok<TaskBody>, ProblemResult>> GetAsync(
        string id, ClaimsPrincipal user, ITaskService tasks, CancellationToken cancellationToken) =>
        AnswerAsync(id, user, (caller, task) => tasks.GetAsync(caller.Tenant, task, cancellationToken));

    private static Task<Results<Ok<TaskBody>, ProblemResult>> ClaimAsync(
        string id, ClaimsPrincipal user, ITaskService tasks, CancellationToken cancellationToken) =>
        AnswerAsync(id, user, (caller, task) => tasks.ClaimAsync(caller, task, cancellationToken));

    private static Task<Results<Ok<TaskBody>, ProblemResult>> UnclaimAsync(
        string id, ClaimsPrincipal user, ITaskService tasks, CancellationToken cancellationToken) =>
        AnswerAsync(id, user, (caller, task) => tasks.UnclaimAsync(caller, task, cancellationToken));

    private static async Task<Results<Ok<TaskBody>, ProblemResult>> CompleteAsync(
        string id, HttpRequest request, ClaimsPrincipal user, ITaskService tasks, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        return await AnswerAsync(id, user, (caller, task) => tasks.CompleteAsync(caller, task, body.Value, cancellationToken));
    }

    private static async Task<Results<Ok<TaskBody>, ProblemResult>> ReassignAsync(
        string id, HttpRequest request, ClaimsPrincipal user, ITaskService tasks, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "users", "roles");
        var users = body.Value["users"].IsMissingOrNull ? [] : reader.RequiredTexts("users");
        var roles = body.Value["roles"].IsMissingOrNull ? [] : reader.RequiredTexts("roles");
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return await AnswerAsync(id, user, (caller, task) => tasks.ReassignAsync(caller, task, users, roles, cancellationToken));
    }

    private static async Task<Results<Ok<TaskBody>, ProblemResult>> AnswerAsync(
        string id, ClaimsPrincipal user, Func<Caller, HumanTaskId, Task<Result<TaskView>>> act)
    {
        if (!HumanTaskId.TryParse(id, out var task)) return new ProblemResult(GatewayProblems.NoSuchTask);
        return (await act(user.Caller(), task)).ToOk(TaskBody.Of);
    }
}
