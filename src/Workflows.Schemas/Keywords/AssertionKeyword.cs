using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary>A keyword that looks at the instance and applies no subschema.</summary>
internal abstract class AssertionKeyword(KeywordContext context) : Keyword(context)
{
    public override KeywordPhase Phase => KeywordPhase.Assertion;

    public sealed override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts) =>
        Holds(instance) || evaluation.Fail(this, instance, Describe);

    /// <summary>Whether the instance satisfies the keyword; true for kinds that it does not speak about.</summary>
    protected abstract bool Holds(JsonValue instance);

    /// <summary>What the keyword asks for, and what this instance has instead.</summary>
    protected abstract Complaint Describe(JsonValue instance);
}
