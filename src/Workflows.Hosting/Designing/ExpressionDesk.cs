using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;
using Workflows.Expressions.Types;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Designing;

/// <summary>Tells editors what an expression of a draft may refer to.</summary>
public sealed class ExpressionDesk(ContextGatherer gatherer)
{
    private static readonly JsonValue Placeholder = JsonValue.EmptyObject.With("$expr", JsonValue.From("null"));

    /// <summary>The types that an expression at a place sees. What stands there now, and steps that cannot be read, are passed over.</summary>
    /// <param name="tenant">The owner.</param>
    /// <param name="document">The draft.</param>
    /// <param name="pointer">The place of the expression: <c>/steps/0/config/inputMapping/message</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Result<TypeScope>> ScopeAsync(TenantId tenant, JsonValue document, string pointer, CancellationToken cancellationToken)
    {
        if (!JsonPointer.TryParse(pointer, out _)) return BadPointer(pointer);
        var definition = DefinitionReader.ReadWhatCanBe(Replace(document, pointer.Split('/').Skip(1).Select(Unescape).ToArray(), 0));
        var context = await gatherer.GatherAsync(tenant, null, definition, cancellationToken);
        return ScopeFinder.Find(definition, context, pointer) is { } scope ? scope : BadPointer(pointer);
    }

    private static Problem BadPointer(string pointer) => new(
        ProblemKind.Invalid, "INVALID_EXPRESSION_PLACE", $"'{pointer}' leads neither into the trigger nor into a step.", "/pointer",
        "Send the JSON pointer of the expression in the definition.");

    private static string Unescape(string segment) =>
        segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonValue Replace(JsonValue value, string[] segments, int depth)
    {
        if (depth == segments.Length) return Placeholder;
        if (value.Kind == JsonKind.Object) return value.With(segments[depth], Replace(value[segments[depth]], segments, depth + 1));
        if (value.Kind != JsonKind.Array || !int.TryParse(segments[depth], out var index)) return value;
        var list = new JsonArrayBuilder();
        for (var i = 0; i < value.Count; i++) list.Add(i == index ? Replace(value[i], segments, depth + 1) : value[i]);
        return list.Build();
    }
}
