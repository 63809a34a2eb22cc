using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Locations;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Compilation;

/// <summary>A compiled subschema. Immutable once its compilation has ended.</summary>
internal sealed class SchemaNode(SchemaLocation location, SchemaResource resource, JsonValue source)
{
    private Keyword[] _keywords = [];
    private bool _isRootOfUnevaluated;

    public SchemaLocation Location { get; } = location;

    public SchemaResource Resource { get; } = resource;

    /// <summary>The subschema as it is written.</summary>
    public JsonValue Source { get; } = source;

    public IReadOnlyList<Keyword> Keywords => _keywords;

    /// <summary>Whether this is the schema <c>false</c>, which nothing satisfies.</summary>
    public bool IsFalse => Source.Kind == JsonKind.Boolean && !Source.GetBoolean();

    public T? Find<T>() where T : Keyword => _keywords.OfType<T>().FirstOrDefault();

    public void Complete(IEnumerable<Keyword> keywords)
    {
        _keywords = [.. keywords.OrderBy(keyword => keyword.Phase)];
        _isRootOfUnevaluated = _keywords.Any(keyword => keyword.Phase == KeywordPhase.Unevaluated);
    }

    /// <summary>
    /// Whether the instance satisfies the subschema. What it evaluates is noted in <paramref name="parts"/>, when a keyword
    /// around it asks for that.
    /// </summary>
    public bool Evaluate(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        if (!evaluation.Enter(this))
            return false;
        bool holds = _isRootOfUnevaluated
            ? EvaluateTracked(instance, evaluation, parts)
            : EvaluateKeywords(instance, evaluation, parts);
        evaluation.Leave();
        return holds;
    }

    // Unevaluated* sees what is evaluated here and below, and nothing of the schemas around.
    private bool EvaluateTracked(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        var own = new EvaluatedParts();
        bool holds = EvaluateKeywords(instance, evaluation, own);
        parts?.Add(own);
        return holds;
    }

    private bool EvaluateKeywords(JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        bool holds = true;
        foreach (var keyword in _keywords)
        {
            if (keyword.Evaluate(instance, evaluation, parts))
                continue;
            holds = false;
            if (evaluation.IsDecided)
                break;
        }
        return holds;
    }
}
