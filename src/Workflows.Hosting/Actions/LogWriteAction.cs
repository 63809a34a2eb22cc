using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;

namespace Workflows.Hosting.Actions;

/// <summary><c>log.write</c>: leaves a message in the run's history.</summary>
public sealed class LogWriteAction : IPureAction
{
    /// <inheritdoc/>
    public ActionDescriptor Descriptor { get; } = new()
    {
        Id = "log.write",
        Version = 1,
        Label = "Write log",
        Description = "Leaves a message in the run's history.",
        HasSideEffects = false,
        InputSchema = JsonValue.Parse(
            """
            {"type":"object","required":["message"],"additionalProperties":false,"properties":{
              "message":{"type":"string"},"level":{"enum":["debug","info","warn","error"],"default":"info"},"data":{}}}
            """),
        OutputSchema = JsonValue.Parse("""{"type":"object","properties":{"message":{"type":"string"},"level":{"type":"string"}}}"""),
    };

    /// <inheritdoc/>
    public ActionResult Invoke(JsonValue input, ActionContext context)
    {
        if (input["message"].Kind != JsonKind.String)
            return ActionResult.Fail(Engine.Runs.FailureCategory.ValidationError, "INPUT_INVALID", "'message' is a text.");
        return ActionResult.Success(input.TryGetProperty("level", out _) ? input : input.With("level", JsonValue.From("info")));
    }
}
