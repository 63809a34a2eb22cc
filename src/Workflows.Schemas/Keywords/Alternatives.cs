using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary>What <c>anyOf</c> and <c>oneOf</c> have in common.</summary>
internal static class Alternatives
{
    /// <summary>Tries one alternative; only if it holds does what it evaluated count.</summary>
    public static bool Try(SchemaNode schema, JsonValue instance, Evaluation evaluation, EvaluatedParts? parts)
    {
        var tried = parts is null ? null : new EvaluatedParts();
        bool holds = evaluation.Ask(schema, instance, tried);
        if (holds && tried is not null)
            parts!.Add(tried);
        return holds;
    }

    /// <summary>Reports that none holds, and what the closest one misses; always false.</summary>
    public static bool FailAll(
        Keyword keyword, SchemaNode[] schemas, JsonValue instance, Evaluation evaluation, string quantity)
    {
        evaluation.Fail(
            keyword,
            instance,
            value => new Complaint($"valid under {quantity} of {schemas.Length} schemas", $"{JsonExcerpt.Of(value)}, valid under none"));
        evaluation.ReportClosest(schemas, instance);
        return false;
    }
}
