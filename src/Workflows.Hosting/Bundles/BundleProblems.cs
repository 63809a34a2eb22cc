namespace Workflows.Hosting.Bundles;

/// <summary>Why a bundle is refused.</summary>
internal static class BundleProblems
{
    public static Problem UnsupportedFormat { get; } = new(
        ProblemKind.Invalid, "UNSUPPORTED_FORMAT", $"The file is not a bundle: 'format' is not '{BundleFormat.Name}'.", "/format",
        "Import a file that GET /v1/workflows/{key}/export made.");

    public static Problem UnsupportedVersion { get; } = new(
        ProblemKind.Invalid, "UNSUPPORTED_FORMAT_VERSION", $"This program reads bundles of format version {BundleFormat.Version}.",
        "/formatVersion", "Export the workflows again with a program of this version.");

    public static Problem Invalid(IReadOnlyList<ProblemIssue> issues) => new(
        ProblemKind.Invalid, "INVALID_BUNDLE", issues[0].Message, issues[0].Pointer, "Correct the bundle, or export the workflows again.")
    {
        Issues = issues,
    };

    public static Problem MissingDependencies(IReadOnlyList<ProblemIssue> issues) => new(
        ProblemKind.Conflict, "MISSING_DEPENDENCIES", $"The workflows need {issues.Count} things that are not here: {issues[0].Message}",
        issues[0].Pointer, "Add what 'issues' lists (actions, schemas, event types, calendars), then import again.")
    {
        Issues = issues,
    };

    public static Problem KeyConflict(IReadOnlyList<string> keys) => new(
        ProblemKind.Conflict, "WORKFLOW_KEY_CONFLICT", $"These workflows exist already: {string.Join(", ", keys)}.", "/workflows",
        "Import with force=true to publish the bundle's versions after the existing ones, or rename the keys.");
}
