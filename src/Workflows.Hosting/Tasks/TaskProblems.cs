using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Schemas;

namespace Workflows.Hosting.Tasks;

/// <summary>Why a task cannot be worked on.</summary>
internal static class TaskProblems
{
    public static Problem Unknown(HumanTaskId task) => new(
        ProblemKind.NotFound, "UNKNOWN_TASK", $"There is no task '{task}'.", null, "GET /v1/tasks lists the tasks.");

    public static Problem Closed(HumanTaskRecord task) => new(
        ProblemKind.Conflict, "TASK_CLOSED", $"The task is {task.Status.ToString().ToLowerInvariant()} already.", null,
        "Read the task to see what became of it.");

    public static Problem Claimed(HumanTaskRecord task) => new(
        ProblemKind.Conflict, "TASK_CLAIMED", $"The task is claimed by '{task.ClaimedBy}'.", null,
        "Ask for it to be given back, or reassign it: PUT /v1/tasks/{id}/assignees.");

    public static Problem NotClaimed { get; } = new(
        ProblemKind.Conflict, "TASK_NOT_CLAIMED", "The task is claimed by nobody.", null, "There is nothing to give back.");

    public static Problem NotAssigned(HumanTaskRecord task) => new(
        ProblemKind.Conflict, "TASK_NOT_ASSIGNED", $"The task is for {string.Join(", ", task.Assignees)}.", null,
        "Reassign it: PUT /v1/tasks/{id}/assignees.");

    public static Problem Busy { get; } = new(
        ProblemKind.Unavailable, "TASK_BUSY", "The task is changed by others all the time.", null, "Read the task, and try again.");

    public static Problem FormUnknown(string schemaRef) => new(
        ProblemKind.Conflict, "FORM_UNKNOWN", $"The form '{schemaRef}' is not registered, so no answer can be checked.", null,
        "Register the schema, then send the answer again.");

    public static Problem AnswerInvalid(IReadOnlyList<SchemaValidationError> errors) => new(
        ProblemKind.Invalid, "TASK_ANSWER_INVALID", errors[0].Message, errors[0].InstancePointer,
        "Correct the answer by the task's form, and send it again: the task is still open.")
    {
        Issues = [.. errors.Take(100).Select(error => new ProblemIssue(error.InstancePointer, error.Keyword, error.Message))],
    };

    public static Problem AssigneesInvalid { get; } = new(
        ProblemKind.Invalid, "TASK_ASSIGNEES_INVALID", "Assignees are up to 100 names of 1 to 200 characters without control characters.", "/users",
        "Shorten the lists, or give the task to a role.");
}
