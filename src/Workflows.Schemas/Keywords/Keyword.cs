using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Locations;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary>A compiled keyword of a subschema. Immutable.</summary>
internal abstract class Keyword(string name, SchemaLocation location)
{
    protected Keyword(KeywordContext context)
        : this(context.Name, context.Location)
    {
    }

    public string Name { get; } = name;

    public SchemaLocation Location { get; } = location;

    public virtual KeywordPhase Phase => KeywordPhase.Applicator;

    /// <summary>The subschemas that it applies, for those who walk a schema.</summary>
    public virtual IEnumerable<SchemaNode> Subschemas => [];

    /// <summary>Whether the instance satisfies the keyword; reports to the evaluation when it does not.</summary>
    public abstract bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts);
}
