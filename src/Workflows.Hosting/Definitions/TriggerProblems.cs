namespace Workflows.Hosting.Definitions;

/// <summary>Why a workflow was not put on an event, or not taken off it.</summary>
internal static class TriggerProblems
{
    public static Problem NoSchema(string type) => new(
        ProblemKind.Conflict, "EVENT_TYPE_WITHOUT_SCHEMA", $"The catalog has no schema for the payload of {type}.", null,
        "Give the event type a schema first, or send \"allowPlaceholder\": true for a draft that cannot be published until one is chosen.");

    public static Problem NotAttached(string key, string type) => new(
        ProblemKind.Conflict, "WORKFLOW_NOT_ATTACHED", $"No published version of '{key}' listens to {type} now.", "/workflow",
        $"GET /v1/event-types/{type}/workflows lists those that do; a trigger in a draft is removed by saving the draft.");

    public static Problem SystemWorkflow(string key) => new(
        ProblemKind.Invalid, "FORBIDDEN", $"'{key}' is a system workflow; it takes the permission 'admin' to change it.", "/workflow",
        "Ask an administrator.");
}
