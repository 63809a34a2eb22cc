using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>if</c>, <c>then</c> and <c>else</c> (core §10.2.2.1 to 10.2.2.3).</summary>
internal sealed class IfKeyword(KeywordContext context) : Keyword(context)
{
    public SchemaNode Condition { get; } = context.Subschema();

    public SchemaNode? Then { get; } = Branch(context, "then");

    public SchemaNode? Else { get; } = Branch(context, "else");

    public override IEnumerable<SchemaNode> Subschemas =>
        new[] { Condition, Then, Else }.OfType<SchemaNode>();

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (Then is null && Else is null && parts is null)
            return true;
        var branch = Alternatives.Try(Condition, instance, evaluation, parts) ? Then : Else;
        return branch is null || branch.Evaluate(instance, evaluation, parts);
    }

    private static SchemaNode? Branch(KeywordContext context, string name) =>
        context.Sibling(name).IsMissing ? null : context.ForSibling(name).Subschema();
}
