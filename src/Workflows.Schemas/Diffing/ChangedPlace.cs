using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Shapes;
using Workflows.Schemas.Walking;

namespace Workflows.Schemas.Diffing;

/// <summary>A place in the data that both schemas (or one of them) speak about, and where its changes are noted.</summary>
internal sealed class ChangedPlace(SchemaShape? old, SchemaShape? @new, string[] steps, List<SchemaChange> changes)
{
    public SchemaShape Old => old!;

    public SchemaShape New => @new!;

    public string[] Steps => steps;

    /// <summary>Notes a change; old and new value are what the keyword has, unless they are given.</summary>
    public void Report(
        SchemaChangeKind kind, string keyword, string what, JsonValue? oldValue = null, JsonValue? newValue = null)
    {
        string path = FieldPath.Format(steps);
        changes.Add(new SchemaChange(
            kind,
            ImpactOf(kind),
            path,
            keyword,
            PointerTo(old, keyword),
            PointerTo(@new, keyword),
            oldValue ?? old?.Annotation(keyword) ?? JsonValue.Missing,
            newValue ?? @new?.Annotation(keyword) ?? JsonValue.Missing,
            $"{(path.Length == 0 ? "The value" : $"'{path}'")} {what}."));
    }

    private static ChangeImpact ImpactOf(SchemaChangeKind kind) => kind switch
    {
        SchemaChangeKind.PropertyAdded or SchemaChangeKind.BecameRequired or SchemaChangeKind.TypeNarrowed
            or SchemaChangeKind.ValuesRemoved or SchemaChangeKind.BoundTightened or SchemaChangeKind.RuleAdded
            or SchemaChangeKind.AlternativeRemoved or SchemaChangeKind.OpennessChanged
            or SchemaChangeKind.AnnotationChanged => ChangeImpact.Compatible,
        _ => ChangeImpact.Breaking,
    };

    [return: NotNullIfNotNull(nameof(shape))]
    private static string? PointerTo(SchemaShape? shape, string keyword)
    {
        if (shape is null)
            return null;
        var speaker = shape.Nodes.FirstOrDefault(node => !node.Source[keyword].IsMissing);
        return speaker is null ? shape.Nodes[0].Location.ToString() : speaker.Location.Append(keyword).ToString();
    }
}
