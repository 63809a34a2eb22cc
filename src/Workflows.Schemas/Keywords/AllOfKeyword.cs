using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>allOf</c> (core §10.2.1.1).</summary>
internal sealed class AllOfKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode[] Schemas { get; } = context.SubschemaList();

    public override IEnumerable<SchemaNode> Subschemas => Schemas;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        foreach (var schema in Schemas)
        {
            holds &= schema.Evaluate(instance, evaluation, parts);
            if (!holds && evaluation.IsDecided)
                break;
        }
        return holds;
    }
}
