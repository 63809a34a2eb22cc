namespace Workflows.Schemas.Tests.Conformance;

/// <summary>Groups of the suite that are not run, each with its reason. Mandatory groups are never listed.</summary>
internal static class SuiteExclusions
{
    /// <summary>Reason by draft, file and group; empty, because nothing has to be excluded.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static bool Has(string draft, SuiteGroup group) =>
        Reasons.ContainsKey($"{draft}/{group.File}: {group.Description}");
}
