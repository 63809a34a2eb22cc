using System.Collections.Frozen;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Patterns;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>additionalProperties</c> (core §10.3.2.3): those that the two keywords beside it do not name.</summary>
internal sealed class AdditionalPropertiesKeyword(KeywordContext context) : Keyword(context)
{
    private readonly FrozenSet<string> _named = NamesIn(context.Sibling("properties"));
    private readonly PatternMatcher[] _patterns = PatternsIn(context);

    public SchemaNode Schema { get; } = context.Subschema();

    public override IEnumerable<SchemaNode> Subschemas => [Schema];

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        int position = -1;
        foreach (var property in instance.EnumerateObject())
        {
            position++;
            if (_named.Contains(property.Name) || MatchesPattern(property.Name))
                continue;
            parts?.Mark(position);
            bool isAllowed = Schema.IsFalse
                ? evaluation.FailProperty(this, property.Name, new Complaint("absent: the schema doesn't name it", "present"))
                : evaluation.Property(Schema, property.Name, property.Value);
            holds &= isAllowed;
            if (!holds && evaluation.IsDecided)
                break;
        }
        return holds;
    }

    private bool MatchesPattern(string name)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(name))
                return true;
        }
        return false;
    }

    private static FrozenSet<string> NamesIn(JsonValue properties)
    {
        var names = new List<string>();
        foreach (var property in properties.EnumerateObject())
            names.Add(property.Name);
        return names.ToFrozenSet(StringComparer.Ordinal);
    }

    private static PatternMatcher[] PatternsIn(KeywordContext context)
    {
        var patterns = new List<PatternMatcher>();
        foreach (var property in context.Sibling("patternProperties").EnumerateObject())
            patterns.Add(context.Pattern(property.Name, context.ForSibling("patternProperties").Location.Append(property.Name)));
        return [.. patterns];
    }
}
