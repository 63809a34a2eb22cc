using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>not</c> (core §10.2.1.4).</summary>
internal sealed class NotKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode Schema { get; } = context.Subschema();

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts) =>
        !evaluation.Ask(Schema, instance, parts: null)
        || evaluation.Fail(this, instance, value => new Complaint("something that the schema does not match", JsonExcerpt.Of(value)));
}
