using Workflows.Abstractions.Json;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary>What <c>dependentRequired</c> and the names in <c>dependencies</c> have in common.</summary>
internal static class DependencyRule
{
    public static bool RequireAll(
        Keyword keyword, string trigger, string[] names, JsonValue instance, Evaluation evaluation)
    {
        bool holds = true;
        foreach (string name in names)
        {
            if (!instance.TryGetProperty(name, out _))
                holds = evaluation.FailProperty(keyword, name, new Complaint($"present because '{trigger}' is", "missing"));
        }
        return holds;
    }
}
