using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>$ref</c> (core §8.2.3.1).</summary>
internal sealed class RefKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode Target { get; } = context.Reference();

    public override IEnumerable<SchemaNode> Subschemas => [Target];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts) =>
        Target.Evaluate(instance, evaluation, parts);
}
