using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Definitions;
using Workflows.Engine.Runs;
using Workflows.Hosting.Ingest;

namespace Workflows.Hosting.Actions;

/// <summary>
/// <c>event.emit</c>: publishes an event. Its id is derived from the call's idempotency key, so a call that is repeated after a crash is
/// answered as a duplicate, and the event takes effect once. The event says in <c>metadata.workflow</c> which step emitted it.
/// </summary>
/// <param name="services">Gives the ingest, which is made after the actions.</param>
public sealed class EmitEventAction(IServiceProvider services) : ISideEffectAction
{
    private const int MaxIdLength = 200;

    /// <inheritdoc/>
    public ActionDescriptor Descriptor { get; } = new()
    {
        Id = "event.emit",
        Version = 1,
        Label = "Emit event",
        Description = "Publishes an event, exactly once, with the context of the run.",
        HasSideEffects = true,
        TakesSecrets = false,
        RetryHint = new RetryPolicy { MaxAttempts = 5, Backoff = TimeSpan.FromSeconds(1), RetryOn = [FailureCategory.TransientError] },
        InputSchema = JsonValue.Parse(
            """
            {"type":"object","required":["type"],"additionalProperties":false,"properties":{
              "type":{"type":"string","minLength":1,"maxLength":200},"payload":{"type":"object"},
              "correlationId":{"type":["string","null"],"minLength":1,"maxLength":200},"source":{"type":"string","minLength":1,"maxLength":200}}}
            """),
        OutputSchema = JsonValue.Parse(
            """{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"sequence":{"type":"integer"}}}"""),
    };

    /// <inheritdoc/>
    public async ValueTask<ActionResult> InvokeAsync(JsonValue input, ActionContext context, CancellationToken cancellationToken)
    {
        var submission = new EventSubmission
        {
            Id = IdOf(context.IdempotencyKey),
            Type = input["type"].GetString(),
            Source = input.TryGetProperty("source", out var source) ? source.GetString() : "workflow:" + context.Workflow,
            CorrelationId = input.TryGetProperty("correlationId", out var key) ? (key.IsNull ? null : key.GetString()) : context.CorrelationId,
            Payload = input.TryGetProperty("payload", out var payload) ? payload : JsonValue.EmptyObject,
            Extra = JsonValue.EmptyObject.With("metadata", JsonValue.EmptyObject.With("workflow", Describe(context))),
        };
        var ingest = services.GetRequiredService<IIngest>();
        var result = (await ingest.SubmitAsync(context.Tenant, [submission], waitProcessed: false, cancellationToken))[0];
        if (result.Problem is { } problem)
            return ActionResult.Fail(
                problem.Kind is ProblemKind.Unavailable or ProblemKind.Limited ? FailureCategory.TransientError : FailureCategory.ActionError,
                problem.Code, problem.Message);
        return ActionResult.Success(
            JsonValue.EmptyObject.With("id", JsonValue.From(result.Id!)).With("sequence", JsonValue.From(result.Sequence)));
    }

    /// <summary>An id that no publisher uses by chance, and that is the same at every attempt.</summary>
    private static string IdOf(string key)
    {
        var id = "emit:" + key;
        return id.Length <= MaxIdLength ? id : "emit:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>Far below the 2 KB that the context may have: keys and step ids are short.</summary>
    private static JsonValue Describe(ActionContext context)
    {
        var result = new JsonObjectBuilder();
        result.Add("workflow", JsonValue.From(context.Workflow));
        result.Add("version", JsonValue.From(context.Version));
        result.Add("run", JsonValue.From(context.Run.ToString()));
        result.Add("step", JsonValue.From(context.Step));
        return result.Build();
    }
}
