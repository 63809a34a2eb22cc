using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Checks a mapping value against the type of its target, part by part, so that each finding stands at its own place.</summary>
internal sealed class MappingCheck(CheckSubject subject, TypeScope scope, Step? step, string missingCode)
{
    /// <summary>Checks a value and the expressions in it.</summary>
    /// <param name="template">The value.</param>
    /// <param name="target">The type of the target; unknown when nothing is asked for.</param>
    /// <param name="pointer">The place of the value.</param>
    /// <param name="path">The field of the whole target that it goes to; empty for the whole.</param>
    public void Check(MappingTemplate template, ExpressionType target, string pointer, string path = "")
    {
        switch (template)
        {
            case MappingTemplate.Computed computed:
                var analysis = subject.Inspect(computed.Slot, scope, step);
                Report(analysis.CheckAgainst(target, computed.Slot.Expression), pointer, path);
                break;
            case MappingTemplate.Composite composite when target.Has(TypeKinds.Object):
                CheckFields(composite.Properties, target.Shape, pointer, path);
                break;
            case MappingTemplate.Literal { Value.Kind: Abstractions.Json.JsonKind.Object } literal when target is { Shape: not null }:
                CheckFields(FieldsOf(literal), target.Shape, pointer, path);
                break;
            case MappingTemplate.Sequence sequence when target.Has(TypeKinds.Array):
                for (var i = 0; i < sequence.Items.Count; i++)
                    Check(sequence.Items[i], target.Items ?? ExpressionType.Unknown, $"{pointer}/{i}", $"{path}[{i}]");
                break;
            default:
                foreach (var slot in template.Slots) subject.Inspect(slot, scope, step);
                Report(Typing.TemplateTypes.Of(template, scope).CheckAgainst(target), pointer, path);
                break;
        }
    }

    private static List<KeyValuePair<string, MappingTemplate>> FieldsOf(MappingTemplate.Literal literal)
    {
        var fields = new List<KeyValuePair<string, MappingTemplate>>();
        foreach (var property in literal.Value.EnumerateObject())
            fields.Add(new(property.Name, new MappingTemplate.Literal(property.Value)));
        return fields;
    }

    private void CheckFields(IReadOnlyList<KeyValuePair<string, MappingTemplate>> fields, ObjectShape? shape, string pointer, string path)
    {
        foreach (var (name, value) in fields)
        {
            var at = ObjectFields.At(pointer, name);
            var field = shape?.Find(name);
            if (field is null && shape is not null) ReportUnknown(name, shape, fields, at);
            Check(value, field ?? ExpressionType.Unknown, at, Below(path, name));
        }

        if (shape is null) return;
        foreach (var name in shape.Names)
            if (shape.Find(name) is { IsOptional: false } required && !fields.Any(field => field.Key == name))
                ReportMissing(name, required, pointer, path);
    }

    /// <summary>A field that a closed target does not have fails; in an open one it is reported when it looks like a slip.</summary>
    private void ReportUnknown(
        string name, ObjectShape shape, IReadOnlyList<KeyValuePair<string, MappingTemplate>> fields, string pointer)
    {
        var nearest = Nearest.Of(name, shape.Names.Where(known => !fields.Any(field => field.Key == known)));
        var message = $"The target has no field '{name}'.";
        if (shape.IsClosed)
            subject.Error(
                FindingCodes.UnknownMappingTarget, pointer, message, step, string.Join(" | ", shape.Names.Take(20)), name, nearest);
        else if (nearest is not null)
            subject.Warn(FindingCodes.UnknownMappingTarget, pointer, message, step, actual: name, suggestion: nearest);
    }

    private void ReportMissing(string name, ExpressionType type, string pointer, string path)
    {
        var full = Below(path, name);
        subject.Error(
            missingCode, pointer, $"The required field '{full}' is not mapped.", step, $"{full}: {type}", "nothing",
            $"add '{name}' to {(pointer.Length == 0 ? "the mapping" : pointer)}");
    }

    private void Report(IEnumerable<TypeFinding> findings, string pointer, string path)
    {
        var placed = findings.Select(finding => finding with
        {
            Path = finding.Path is null ? (path.Length == 0 ? null : path) : Below(path, finding.Path),
        });
        subject.ReportMapping(placed, pointer, step, missingCode);
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
