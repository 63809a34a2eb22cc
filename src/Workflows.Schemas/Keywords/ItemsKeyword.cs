using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>items</c> of 2020-12 (core §10.3.1.2); <c>items</c> and <c>additionalItems</c> of draft-07.</summary>
internal sealed class ItemsKeyword(KeywordContext context, int start) : Keyword(context)
{
    public SchemaNode Schema { get; } = context.Subschema();

    /// <summary>Index of the first item that it applies to.</summary>
    public int Start { get; } = start;

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    /// <summary>2020-12: the items behind those of <c>prefixItems</c>.</summary>
    public static Keyword AfterPrefix(KeywordContext context) => new ItemsKeyword(context, context.Sibling("prefixItems").Count);

    /// <summary>Draft-07 <c>items</c>: one schema for all, or a list of them, which may be empty.</summary>
    public static Keyword? OneOrList(KeywordContext context)
    {
        if (context.Value.Kind != JsonKind.Array)
            return new ItemsKeyword(context, 0);
        return context.Value.Count == 0 ? null : new PrefixItemsKeyword(context);
    }

    /// <summary>Draft-07 <c>additionalItems</c>: nothing unless <c>items</c> is a list.</summary>
    public static Keyword? AfterList(KeywordContext context)
    {
        var items = context.Sibling("items");
        return items.Kind == JsonKind.Array ? new ItemsKeyword(context, items.Count) : null;
    }

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (instance.Kind != JsonKind.Array || instance.Count <= Start)
            return true;
        parts?.MarkAll();
        if (Schema.IsFalse)
            return evaluation.Fail(this, instance, Describe);
        bool holds = true;
        int index = -1;
        foreach (var item in instance.EnumerateArray())
        {
            if (++index < Start)
                continue;
            holds &= evaluation.Item(Schema, index, item);
            if (!holds && evaluation.IsDecided)
                break;
        }
        return holds;
    }

    private Complaint Describe(JsonValue instance) => new($"at most {Start} items long", $"{instance.Count} items long");
}
