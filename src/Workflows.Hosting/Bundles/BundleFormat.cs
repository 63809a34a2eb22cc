using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Bundles;

/// <summary>The file: <c>format</c>, <c>formatVersion</c>, <c>exportedAt</c> (all that changes from export to export), <c>workflows</c>.</summary>
internal static class BundleFormat
{
    public const string Name = "orleans-workflows.bundle";
    public const int Version = 1;

    // Expressions stay readable: nothing is escaped that JSON does not ask for.
    private static readonly JsonWriterOptions Written = new()
    {
        Indented = true, NewLine = "\n", MaxDepth = 512, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a bundle: sorted keys, indented, with a final newline.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<BundledWorkflow> workflows, string exportedAt)
    {
        var items = new JsonArrayBuilder();
        foreach (var workflow in workflows) items.Add(Write(workflow));
        var bundle = new JsonObjectBuilder();
        bundle.Add("format", JsonValue.From(Name));
        bundle.Add("formatVersion", JsonValue.From(Version));
        bundle.Add("exportedAt", JsonValue.From(exportedAt));
        bundle.Add("workflows", items.Build());
        return Indent(bundle.Build());
    }

    private static JsonValue Write(BundledWorkflow bundled)
    {
        var (workflow, settings) = (bundled.Workflow, WorkflowSettings.Read(bundled.Workflow.Settings));
        var metadata = new JsonObjectBuilder();
        metadata.Add("name", JsonValue.From(workflow.Name));
        if (workflow.Description is { } description) metadata.Add("description", JsonValue.From(description));
        metadata.Add("paused", JsonValue.From(workflow.Paused));
        metadata.Add("pauseMode", JsonValue.From(settings.SkipWhilePaused ? "skip" : "hold"));
        metadata.Add("system", JsonValue.From(settings.System));
        metadata.Add("visible", JsonValue.From(settings.Visible));
        if (settings.ConcurrencyLimit is { } limit) metadata.Add("concurrencyLimit", JsonValue.From(limit));
        metadata.Add("autoPauseOnFailure", JsonValue.From(settings.AutoPauseOnFailure));
        metadata.Add("failureRateThreshold", JsonValue.From(settings.FailureRateThreshold));
        metadata.Add("failureRateMinRuns", JsonValue.From(settings.FailureRateMinRuns));
        var tags = new JsonArrayBuilder();
        foreach (var tag in settings.Tags) tags.Add(JsonValue.From(tag));
        metadata.Add("tags", tags.Build());

        var versions = new JsonArrayBuilder();
        foreach (var version in bundled.Versions)
        {
            var item = new JsonObjectBuilder();
            item.Add("version", JsonValue.From(version.Version));
            item.Add("definition", JsonValue.Parse(version.Definition));
            versions.Add(item.Build());
        }

        var draft = JsonValue.Parse(workflow.Draft);
        var result = new JsonObjectBuilder();
        result.Add("key", JsonValue.From(workflow.Key));
        result.Add("metadata", metadata.Build());
        result.Add("draft", draft);
        result.Add("versions", versions.Build());
        result.Add("dependencies", BundleDependencies.Of([draft, .. bundled.Versions.Select(version => JsonValue.Parse(version.Definition))]));
        return result.Build();
    }

    private static ReadOnlyMemory<byte> Indent(JsonValue value)
    {
        var sorted = new ArrayBufferWriter<byte>();
        JsonCanonical.WriteTo(value, sorted);
        var text = new ArrayBufferWriter<byte>();
        using (var document = JsonDocument.Parse(sorted.WrittenMemory, new JsonDocumentOptions { MaxDepth = 512 }))
        using (var writer = new Utf8JsonWriter(text, Written))
            document.WriteTo(writer);
        text.Write("\n"u8);
        return text.WrittenMemory;
    }
}

/// <summary>A workflow with its versions, oldest first.</summary>
internal sealed record BundledWorkflow(WorkflowRecord Workflow, IReadOnlyList<WorkflowVersionRecord> Versions);
