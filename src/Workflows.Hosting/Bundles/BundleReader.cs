using Workflows.Abstractions.Json;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Bundles;

/// <summary>Reads the form of a bundle. The system flag is never taken from a file, and unknown keys are refused.</summary>
internal sealed class BundleReader
{
    private const int MaxWorkflows = 100;
    private const int MaxVersions = 1_000;
    private readonly List<ProblemIssue> issues = [];

    /// <summary>The workflows of a bundle.</summary>
    public static Result<IReadOnlyList<ReadWorkflow>> Read(JsonValue bundle)
    {
        if (bundle["format"] is not { Kind: JsonKind.String } format || format.GetString() != BundleFormat.Name) return BundleProblems.UnsupportedFormat;
        if (bundle["formatVersion"] is not { Kind: JsonKind.Number } version || !version.TryGetInt64(out var number) || number != BundleFormat.Version)
            return BundleProblems.UnsupportedVersion;
        var reader = new BundleReader();
        var workflows = reader.ReadAll(bundle);
        return reader.issues.Count > 0 ? BundleProblems.Invalid(reader.issues) : workflows;
    }

    private ReadWorkflow[] ReadAll(JsonValue bundle)
    {
        CheckKeys(bundle, "", "format", "formatVersion", "exportedAt", "workflows");
        var items = bundle["workflows"];
        if (items.Kind != JsonKind.Array || items.Count is 0 or > MaxWorkflows)
        {
            Refuse("/workflows", $"'workflows' is a list of 1 to {MaxWorkflows} workflows.");
            return [];
        }

        var read = new List<ReadWorkflow>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var at = $"/workflows/{i}";
            if (ReadWorkflow(items[i], at) is not { } workflow) continue;
            if (!keys.Add(workflow.Key)) Refuse(at + "/key", $"The bundle has '{workflow.Key}' twice.");
            read.Add(workflow);
        }

        return [.. read];
    }

    private ReadWorkflow? ReadWorkflow(JsonValue item, string at)
    {
        CheckKeys(item, at, "key", "metadata", "draft", "versions", "dependencies");
        var key = Text(item, at, "key") ?? "";
        if (!WorkflowService.IsKey(key)) Refuse(at + "/key", "A key has lower-case letters, digits, '.', '_' and '-'.");
        if (item["draft"].Kind != JsonKind.Object) Refuse(at + "/draft", "'draft' is a definition.");
        var metadata = item["metadata"];
        CheckKeys(
            metadata, at + "/metadata", "name", "description", "paused", "pauseMode", "system", "visible", "concurrencyLimit",
            "autoPauseOnFailure", "failureRateThreshold", "failureRateMinRuns", "tags");
        var versions = ReadVersions(item["versions"], at + "/versions");
        var change = ReadSettings(metadata, at + "/metadata");
        if (change.Check() is { } problem) Refuse(at + "/metadata" + problem.Pointer, problem.Message);
        return issues.Count > 0 ? null : new ReadWorkflow(key, item["draft"], versions, change, at);
    }

    private List<JsonValue> ReadVersions(JsonValue items, string at)
    {
        var versions = new List<(long Number, JsonValue Definition)>();
        if (items.Kind != JsonKind.Array || items.Count > MaxVersions)
        {
            Refuse(at, $"'versions' is a list of at most {MaxVersions} versions.");
            return [];
        }

        for (var i = 0; i < items.Count; i++)
        {
            CheckKeys(items[i], $"{at}/{i}", "version", "definition");
            if (items[i]["version"] is not { Kind: JsonKind.Number } number || !number.TryGetInt64(out var value) || value < 1)
                Refuse($"{at}/{i}/version", "'version' is a positive whole number.");
            else if (items[i]["definition"].Kind != JsonKind.Object) Refuse($"{at}/{i}/definition", "'definition' is an object.");
            else versions.Add((value, items[i]["definition"]));
        }

        return [.. versions.OrderBy(version => version.Number).Select(version => version.Definition)];
    }

    private SettingsChange ReadSettings(JsonValue metadata, string at) => new()
    {
        Paused = Flag(metadata, at, "paused"),
        Reason = "imported",
        SkipWhilePaused = metadata["pauseMode"] is { Kind: JsonKind.String } mode && mode.GetString() == "skip",
        ConcurrencyLimit = (int?)Number(metadata, at, "concurrencyLimit") ?? 0,
        AutoPauseOnFailure = Flag(metadata, at, "autoPauseOnFailure"),
        FailureRateThreshold = Number(metadata, at, "failureRateThreshold"),
        FailureRateMinRuns = (int?)Number(metadata, at, "failureRateMinRuns"),
        Visible = Flag(metadata, at, "visible"),
        Tags = ReadTags(metadata["tags"], at + "/tags"),
    };

    private List<string> ReadTags(JsonValue items, string at)
    {
        var tags = new List<string>();
        if (items.IsMissing) return tags;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Kind == JsonKind.String) tags.Add(items[i].GetString());
            else Refuse(at, "'tags' is a list of strings.");
        }

        return tags;
    }

    private void CheckKeys(JsonValue value, string at, params string[] known)
    {
        if (value.Kind != JsonKind.Object)
        {
            Refuse(at, "An object is expected here.");
            return;
        }

        foreach (var property in value.EnumerateObject())
            if (!known.Contains(property.Name))
                Refuse($"{at}/{property.Name}", $"'{property.Name}' is not a key of a bundle.");
    }

    private string? Text(JsonValue value, string at, string name)
    {
        if (value[name].Kind == JsonKind.String) return value[name].GetString();
        Refuse($"{at}/{name}", $"'{name}' is a string.");
        return null;
    }

    private bool? Flag(JsonValue value, string at, string name)
    {
        if (value[name].IsMissing) return null;
        if (value[name].Kind == JsonKind.Boolean) return value[name].GetBoolean();
        Refuse($"{at}/{name}", $"'{name}' is true or false.");
        return null;
    }

    private double? Number(JsonValue value, string at, string name)
    {
        if (value[name].IsMissingOrNull) return null;
        if (value[name].Kind == JsonKind.Number) return value[name].GetDouble();
        Refuse($"{at}/{name}", $"'{name}' is a number.");
        return null;
    }

    private void Refuse(string pointer, string message) => issues.Add(new ProblemIssue(pointer, "bundle", message));
}

/// <summary>A workflow as a bundle has it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Draft">The draft.</param>
/// <param name="Versions">The published definitions, oldest first.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Pointer">Where it stands in the bundle.</param>
internal sealed record ReadWorkflow(string Key, JsonValue Draft, IReadOnlyList<JsonValue> Versions, SettingsChange Settings, string Pointer);
