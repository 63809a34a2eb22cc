using System.Globalization;
using Workflows.Abstractions.Json;
using Workflows.Engine.Triggers;

namespace Workflows.Engine.Definitions;

/// <summary>Predicates and limits of event triggers.</summary>
public sealed partial class DefinitionReader
{
    private const int MaxPredicates = 25;
    private const int MaxIdempotencyKey = 200;
    private const long LongestWindowMs = 86_400_000;

    private List<TriggerPredicate> ReadPredicates(JsonValue value)
    {
        const string pointer = "/trigger/predicates";
        var predicates = new List<TriggerPredicate>();
        if (value.IsMissingOrNull) return predicates;
        if (value.Kind != JsonKind.Array || value.Count > MaxPredicates)
        {
            Error(FindingCodes.InvalidDefinition, pointer, $"'predicates' is a list of at most {MaxPredicates} conditions.", "a list", Describe(value));
            return predicates;
        }

        for (var i = 0; i < value.Count; i++)
        {
            var at = ObjectFields.At(pointer, i.ToString(CultureInfo.InvariantCulture));
            if (Open(value[i], at) is not { } fields) continue;
            fields.OptionalChoice("type", "jsonPath");
            fields.Ignore("path", "operator", "value", "values", "caseSensitive", "flags");
            fields.Close();
            if (TriggerPredicate.Compile(value[i], out var problem) is { } predicate) predicates.Add(predicate);
            else Error(FindingCodes.InvalidDefinition, ObjectFields.At(at, problem.Key), problem.Message);
        }

        return predicates;
    }

    private TriggerThrottle? ReadThrottle(JsonValue value)
    {
        if (value.IsMissingOrNull || Open(value, "/trigger/throttle") is not { } fields) return null;
        var count = fields.RequiredInteger("count", 1, 10_000);
        var window = fields.RequiredInteger("windowMs", 1, LongestWindowMs);
        fields.Close();
        return new TriggerThrottle((int)count, TimeSpan.FromMilliseconds(window));
    }

    private void CheckKeyLength(JsonValue value)
    {
        if (value["$expr"] is { Kind: JsonKind.String } text && text.GetString().Length > MaxIdempotencyKey)
            Error(
                FindingCodes.InvalidDefinition, "/trigger/idempotencyKey", $"The expression has at most {MaxIdempotencyKey} characters.",
                $"at most {MaxIdempotencyKey} characters", $"{text.GetString().Length} characters");
    }
}
