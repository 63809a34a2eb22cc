using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary>The schema <c>false</c>, as if it were a keyword: nothing satisfies it.</summary>
internal sealed class FalseKeyword(SchemaNode schema) : Keyword("false", schema.Location)
{
    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts) =>
        evaluation.Fail(this, instance, value => new Complaint("absent: the schema allows no value here", JsonExcerpt.Of(value)));
}
