using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Typing;

/// <summary>The types of mapping values.</summary>
internal static class TemplateTypes
{
    /// <summary>The type of what a template resolves to.</summary>
    public static ExpressionType Of(MappingTemplate template, TypeScope scope)
    {
        switch (template)
        {
            case MappingTemplate.Literal literal:
                return ExpressionType.OfValue(literal.Value);
            case MappingTemplate.Secret:
                return ExpressionType.String;
            case MappingTemplate.Computed computed:
                return TypeAnalysis.Of(computed.Slot.Expression, scope).Result;
            case MappingTemplate.Composite composite:
                return ExpressionType.ObjectOf(ObjectShape.Of(composite.Properties.Select(
                    property => KeyValuePair.Create(property.Key, Of(property.Value, scope)))));
            case MappingTemplate.Sequence sequence:
                var items = sequence.Items.Select(item => OrNull(Of(item, scope))).DefaultIfEmpty(ExpressionType.Unknown);
                return ExpressionType.ArrayOf(items.Aggregate(ExpressionType.Union));
            default:
                return ExpressionType.Unknown;
        }
    }

    /// <summary>A value that is missing in a list is null there.</summary>
    public static ExpressionType OrNull(ExpressionType item) =>
        item.IsOptional && !item.IsUnknown ? ExpressionType.Union(item.AsPresent(), ExpressionType.Null) : item;
}
