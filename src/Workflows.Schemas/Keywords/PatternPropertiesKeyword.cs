using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Patterns;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>patternProperties</c> (core §10.3.2.2).</summary>
internal sealed class PatternPropertiesKeyword : Keyword
{
    public PatternPropertiesKeyword(KeywordContext context)
        : base(context)
    {
        foreach (var (pattern, schema) in context.SubschemaMap())
            Patterns.Add((context.Pattern(pattern, Location.Append(pattern)), schema));
    }

    public List<(PatternMatcher Matcher, SchemaNode Schema)> Patterns { get; } = [];

    public override IEnumerable<SchemaNode> Subschemas => Patterns.Select(pattern => pattern.Schema);

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        int position = -1;
        foreach (var property in instance.EnumerateObject())
        {
            position++;
            foreach (var (matcher, schema) in Patterns)
            {
                if (!matcher.IsMatch(property.Name))
                    continue;
                parts?.Mark(position);
                holds &= evaluation.Property(schema, property.Name, property.Value);
            }
            if (!holds && evaluation.IsDecided)
                break;
        }
        return holds;
    }
}
