using Workflows.Abstractions.Json;
using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The filters of a wait ask for fields that the awaited event has, and for values that they can have.</summary>
internal static class FilterCheck
{
    public static void Check(CheckSubject subject, Step step, EventWaitConfig wait, ExpressionType payload)
    {
        for (var i = 0; i < wait.Filters.Count; i++)
        {
            var filter = wait.Filters[i];
            if (filter["path"].Kind != JsonKind.String) continue;
            var pointer = $"{step.Pointer}/config/filters/{i}";
            var path = filter["path"].GetString();
            if (FieldFinder.Find(
                    subject, step, $"The payload of '{wait.EventName}'", path, path.Split('.'), payload, $"{pointer}/path") is { } field)
                CheckValue(subject, step, filter, field, $"{pointer}/value");
        }
    }

    private static void CheckValue(CheckSubject subject, Step step, JsonValue filter, ExpressionType field, string pointer)
    {
        if (filter["op"].Kind != JsonKind.String || filter["op"].GetString() is not ("=" or "!=" or "in" or "not_in")) return;
        var value = filter["value"];
        IEnumerable<JsonValue> values = value.Kind == JsonKind.Array ? Items(value) : [value];
        foreach (var wanted in values)
        {
            var findings = ExpressionType.OfValue(wanted).CheckAgainst(field.AsOptional()).Where(finding => finding.IsError);
            subject.ReportMapping(
                findings.Select(finding => finding with { IsError = false }), pointer, step, FindingCodes.MissingRequiredMapping);
        }
    }

    private static IEnumerable<JsonValue> Items(JsonValue list)
    {
        for (var i = 0; i < list.Count; i++) yield return list[i];
    }
}
