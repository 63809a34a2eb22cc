using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Diffing;

/// <summary>Compares keywords by their text: rules of which one can't say which allows more, and annotations.</summary>
internal static class RuleComparison
{
    private static readonly string[] Rules =
    [
        "format", "pattern", "multipleOf", "uniqueItems", "contains", "minContains", "maxContains", "not", "if", "then", "else",
        "propertyNames", "dependentRequired", "dependentSchemas", "dependencies", "contentEncoding", "contentMediaType",
        "contentSchema",
    ];

    private static readonly string[] Annotations =
        ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"];

    public static void Compare(ChangedPlace place)
    {
        foreach (string rule in Rules)
            CompareRule(place, rule);
        foreach (string annotation in Annotations)
        {
            if (place.Old.Annotation(annotation) != place.New.Annotation(annotation))
                place.Report(SchemaChangeKind.AnnotationChanged, annotation, $"has another {annotation}");
        }
        if (IsClosed(place.Old) != IsClosed(place.New))
            place.Report(
                SchemaChangeKind.OpennessChanged,
                "additionalProperties",
                IsClosed(place.New) ? "no longer allows unnamed properties" : "now allows unnamed properties");
    }

    private static void CompareRule(ChangedPlace place, string rule)
    {
        var before = Values(place.Old, rule);
        var after = Values(place.New, rule);
        if (before.SetEquals(after))
            return;
        if (before.Count == 0)
            place.Report(SchemaChangeKind.RuleAdded, rule, $"has a new {rule}");
        else if (after.Count == 0)
            place.Report(SchemaChangeKind.RuleRemoved, rule, $"lost its {rule}");
        else
            place.Report(SchemaChangeKind.RuleChanged, rule, $"has another {rule}");
    }

    private static HashSet<JsonValue> Values(SchemaShape shape, string rule)
    {
        var values = new HashSet<JsonValue>(JsonEquality.Instance);
        foreach (var node in shape.Nodes)
        {
            var value = node.Source[rule];
            bool asksNothing = value.IsMissing || (rule == "uniqueItems" && value == JsonValue.False);
            if (!asksNothing)
                values.Add(value);
        }
        return values;
    }

    private static bool IsClosed(SchemaShape shape) =>
        shape.All<AdditionalPropertiesKeyword>().Any(keyword => keyword.Schema.IsFalse)
        || shape.All<UnevaluatedPropertiesKeyword>().Any(keyword => keyword.Schema.IsFalse);
}
