using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>dependentRequired</c> (validation §6.5.4): a property that brings others with it.</summary>
internal sealed class DependentRequiredKeyword : Keyword
{
    public DependentRequiredKeyword(KeywordContext context)
        : base(context)
    {
        if (context.Value.Kind != JsonKind.Object)
            throw context.Refuse("must be an object of string arrays");
        foreach (var property in context.Value.EnumerateObject())
            Names[property.Name] = context.Names(property.Value, Location.Append(property.Name));
    }

    public Dictionary<string, string[]> Names { get; } = new(StringComparer.Ordinal);

    public override KeywordPhase Phase => KeywordPhase.Assertion;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (instance.Kind != JsonKind.Object)
            return true;
        bool holds = true;
        foreach (var (trigger, names) in Names)
        {
            if (instance.TryGetProperty(trigger, out _))
                holds &= DependencyRule.RequireAll(this, trigger, names, instance, evaluation);
        }
        return holds;
    }
}
