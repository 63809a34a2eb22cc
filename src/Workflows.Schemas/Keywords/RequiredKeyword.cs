using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>required</c> (validation §6.5.3).</summary>
internal sealed class RequiredKeyword : Keyword
{
    private readonly JsonName[] _names;

    public RequiredKeyword(KeywordContext context)
        : base(context)
    {
        Names = context.Names();
        _names = [.. Names.Select(name => new JsonName(name))];
    }

    public IReadOnlyList<string> Names { get; }

    public override KeywordPhase Phase => KeywordPhase.Assertion;

    public override bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (instance.Kind != JsonKind.Object)
            return true;
        bool holds = true;
        foreach (var name in _names)
        {
            if (!instance.Get(name).IsMissing)
                continue;
            holds = evaluation.FailProperty(this, name.Text, new Complaint("present", "missing"));
            if (evaluation.IsDecided)
                break;
        }
        return holds;
    }
}
