using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c> (core §10.3.1.3, validation §6.4.4, §6.4.5).</summary>
internal sealed class ContainsKeyword : Keyword
{
    // Up to 2019-09 contains does not count as evaluating: only 2020-12 marks what it matched.
    private readonly bool _marks;

    public ContainsKeyword(KeywordContext context)
        : base(context)
    {
        Schema = context.Subschema();
        Least = context.Sibling("minContains").IsMissing ? 1 : context.ForSibling("minContains").Count();
        Most = context.Sibling("maxContains").IsMissing ? int.MaxValue : context.ForSibling("maxContains").Count();
        _marks = context.Dialect.Knows("prefixItems");
    }

    public SchemaNode Schema { get; }

    public int Least { get; }

    public int Most { get; }

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (instance.Kind != JsonKind.Array)
            return true;
        int matches = CountMatches(instance, evaluation, _marks ? parts : null);
        return (matches >= Least && matches <= Most)
            || evaluation.Fail(this, instance, _ => new Complaint(Wanted(), $"one with {matches}"));
    }

    private int CountMatches(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        int matches = 0;
        int index = -1;
        foreach (var item in instance.EnumerateArray())
        {
            index++;
            if (!evaluation.Ask(Schema, item, parts: null))
                continue;
            matches++;
            parts?.Mark(index);
            if (parts is null && matches >= Least && Most == int.MaxValue)
                break;
        }
        return matches;
    }

    private string Wanted() => Most == int.MaxValue
        ? $"an array with at least {Least} items that match"
        : $"an array with {Least} to {Most} items that match";
}
