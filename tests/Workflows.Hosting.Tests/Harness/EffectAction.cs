using System.Collections.Concurrent;
using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>
/// <c>test.effect</c>: has an effect once per idempotency key, as a good HTTP endpoint would, and counts the calls. Its input says how many
/// attempts fail first.
/// </summary>
internal sealed class EffectAction : ISideEffectAction
{
    private readonly ConcurrentDictionary<string, int> calls = new();
    private readonly ConcurrentDictionary<string, int> effects = new();

    public ActionDescriptor Descriptor { get; } = new()
    {
        Id = "test.effect",
        Version = 1,
        Label = "Effect",
        Description = "Counts calls and effects.",
        HasSideEffects = true,
        InputSchema = JsonValue.Parse("""{"type":"object","properties":{"failures":{"type":"integer"},"value":{}}}"""),
        OutputSchema = JsonValue.Parse("""{"type":"object"}"""),
    };

    /// <summary>Called with every call, before it has an effect; may hold it up.</summary>
    public Func<ActionContext, CancellationToken, Task>? Before { get; set; }

    /// <summary>Whether the attempts that shall fail still do.</summary>
    public bool Fail { get; set; } = true;

    /// <summary>The calls by idempotency key, failed ones included.</summary>
    public IReadOnlyDictionary<string, int> Calls => calls;

    /// <summary>The keys that had their effect.</summary>
    public ICollection<string> Effects => effects.Keys;

    public async ValueTask<ActionResult> InvokeAsync(JsonValue input, ActionContext context, CancellationToken cancellationToken)
    {
        calls.AddOrUpdate(context.IdempotencyKey, 1, static (_, count) => count + 1);
        if (Before is { } before) await before(context, cancellationToken);
        if (Fail && input.TryGetProperty("failures", out var failures) && context.Attempt <= failures.GetDouble())
            return ActionResult.Fail(FailureCategory.TransientError, "NOT_YET", $"Attempt {context.Attempt} fails.");
        effects.TryAdd(context.IdempotencyKey, context.Attempt);
        return ActionResult.Success(JsonValue.EmptyObject.With("value", input["value"].IsMissing ? JsonValue.Null : input["value"]));
    }
}
