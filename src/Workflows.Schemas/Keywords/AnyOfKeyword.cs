using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>anyOf</c> (core §10.2.1.2).</summary>
internal sealed class AnyOfKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode[] Schemas { get; } = context.SubschemaList();

    public override IEnumerable<SchemaNode> Subschemas => Schemas;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = false;
        foreach (var schema in Schemas)
        {
            holds |= Alternatives.Try(schema, instance, evaluation, parts);

            // What unevaluated* asks for needs every alternative that holds.
            if (holds && parts is null)
                return true;
        }
        return holds || Alternatives.FailAll(this, Schemas, instance, evaluation, "at least one");
    }
}
