using Workflows.Abstractions.Json;
using Workflows.Abstractions.Secrets;

namespace Workflows.Hosting.Secrets;

/// <summary>Finds the secrets that definitions name. A draft may be anything, so this looks at every object, not at the places that take secrets.</summary>
internal static class SecretUsage
{
    /// <summary>The workflows of each secret that is mentioned.</summary>
    public static Dictionary<string, List<string>> Of(IReadOnlyList<SecretMention> mentions)
    {
        var users = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var mention in mentions)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            if (!mention.Draft.IsEmpty) Collect(JsonValue.Parse(mention.Draft), names);
            if (!mention.Published.IsEmpty) Collect(JsonValue.Parse(mention.Published), names);
            foreach (var name in names)
            {
                if (!users.TryGetValue(name, out var workflows)) users.Add(name, workflows = []);
                workflows.Add(mention.Workflow);
            }
        }

        return users;
    }

    private static void Collect(JsonValue value, HashSet<string> names)
    {
        if (value.Kind == JsonKind.Array)
            foreach (var item in value.EnumerateArray())
                Collect(item, names);
        if (value.Kind != JsonKind.Object) return;
        foreach (var (name, child) in value.EnumerateObject())
        {
            if (name == "$secret" && child.Kind == JsonKind.String) names.Add(child.GetString());
            else Collect(child, names);
        }
    }
}
