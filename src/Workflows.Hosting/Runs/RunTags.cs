using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Runs;

/// <summary>Keeps the rows by which runs are found by tag in step with <c>meta.tags</c>.</summary>
internal static class RunTags
{
    private const int MaxTags = 50;
    private const int MaxLength = 100;

    /// <summary>Adds what a slice changed. Only texts of up to 100 characters are tags, and only the first 50 of a run.</summary>
    public static void Add(Commit commit, RunRecord record, RunMachine machine)
    {
        if (machine.Tags.IsMissing && machine.TagsBefore.IsMissing) return;
        var before = record.Revision == 1 ? [] : Read(machine.TagsBefore);
        var after = Read(machine.Tags);
        foreach (var tag in after.Except(before)) commit.NewTags.Add(new RunTag(record.Tenant, record.Id, tag));
        foreach (var tag in before.Except(after)) commit.RemovedTags.Add(new RunTag(record.Tenant, record.Id, tag));
    }

    private static HashSet<string> Read(JsonValue tags)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        if (tags.Kind != JsonKind.Array) return texts;
        foreach (var tag in tags.EnumerateArray())
            if (texts.Count < MaxTags && tag.Kind == JsonKind.String && tag.GetString() is { Length: > 0 and <= MaxLength } text)
                texts.Add(text);
        return texts;
    }
}
