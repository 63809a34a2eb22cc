using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>prefixItems</c> (core §10.3.1.1), and the array form of <c>items</c> in draft-07.</summary>
internal sealed class PrefixItemsKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode[] Schemas { get; } = context.SubschemaList();

    public override IEnumerable<SchemaNode> Subschemas => Schemas;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        int index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            if (index == Schemas.Length)
                break;
            parts?.Mark(index);
            holds &= evaluation.Item(Schemas[index], index, item);
            if (!holds && evaluation.IsDecided)
                break;
            index++;
        }
        return holds;
    }
}
