using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>oneOf</c> (core §10.2.1.3).</summary>
internal sealed class OneOfKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode[] Schemas { get; } = context.SubschemaList();

    public override IEnumerable<SchemaNode> Subschemas => Schemas;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        int first = -1;
        for (int i = 0; i < Schemas.Length; i++)
        {
            if (!Alternatives.Try(Schemas[i], instance, evaluation, parts))
                continue;
            if (first >= 0)
                return FailBoth(first, i, instance, evaluation);
            first = i;
        }
        return first >= 0 || Alternatives.FailAll(this, Schemas, instance, evaluation, "exactly one");
    }

    private bool FailBoth(int first, int second, JsonValue instance, Evaluation evaluation) =>
        evaluation.Fail(
            this,
            instance,
            _ => new Complaint($"valid under exactly one of {Schemas.Length} schemas", $"valid under #{first} and #{second}"));
}
