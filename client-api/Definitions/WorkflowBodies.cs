using System.Globalization;
using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Json;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.Definitions;

/// <summary>A workflow with its draft.</summary>
internal sealed record WorkflowBody
{
    /// <summary>What addresses call it.</summary>
    public required string Key { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The newest published version; absent when none is.</summary>
    public int? PublishedVersion { get; init; }

    /// <summary>Whether deliveries are held instead of starting runs.</summary>
    public required bool Paused { get; init; }

    /// <summary>The number of changes so far; also the ETag.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The draft definition.</summary>
    public RawJson? Draft { get; init; }

    /// <summary>The findings of the draft's last validation.</summary>
    public required IReadOnlyList<FindingBody> Findings { get; init; }

    /// <summary>Pause mode, limits, auto-pause.</summary>
    public required WorkflowSettingsBody Settings { get; init; }

    /// <summary>The body of a workflow.</summary>
    public static WorkflowBody Of(WorkflowRecord workflow) => new()
    {
        Key = workflow.Key,
        Name = workflow.Name,
        Description = workflow.Description,
        PublishedVersion = workflow.PublishedVersion == 0 ? null : workflow.PublishedVersion,
        Paused = workflow.Paused,
        Revision = workflow.Revision,
        CreatedAt = workflow.CreatedAt,
        UpdatedAt = workflow.UpdatedAt,
        Draft = RawJson.OrNull(workflow.Draft),
        Findings = [.. FindingsJson.Read(workflow.Findings).Select(FindingBody.Of)],
        Settings = WorkflowSettingsBody.Of(WorkflowSettings.Read(workflow.Settings)),
    };
}

/// <summary>A published version.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Definition">The definition; left out in lists.</param>
/// <param name="Contract">What was resolved at publishing; left out in lists.</param>
internal sealed record VersionBody(int Version, string PublishedBy, DateTimeOffset PublishedAt, RawJson? Definition, VersionContractBody? Contract)
{
    /// <summary>The body of a version.</summary>
    public static VersionBody Of(WorkflowVersionRecord version) => new(
        version.Version, version.PublishedBy, version.PublishedAt, RawJson.OrNull(version.Definition),
        VersionContractBody.Of(VersionContract.Read(version.Contract)));

    /// <summary>The body of a version in a list.</summary>
    public static VersionBody InList(WorkflowVersionRecord version) => Of(version) with { Definition = null, Contract = null };
}

/// <summary>A new workflow.</summary>
/// <param name="Key">Lower-case letters, digits, '.', '_' and '-', at most 100 characters.</param>
/// <param name="Definition">The draft.</param>
internal sealed record CreateWorkflowBody(string Key, JsonValue Definition);

/// <summary>Starts a run by hand.</summary>
/// <param name="Payload">The workflow's payload; an empty object when absent.</param>
/// <param name="Version">A published version; the newest when absent.</param>
/// <param name="CorrelationId">The run's correlation id.</param>
/// <param name="WhenFull">What to do at the concurrency limit: <c>refuse</c> (429, the default) or <c>hold</c> (202; the run starts later).</param>
internal sealed record StartRunBody(JsonValue Payload, int? Version, string? CorrelationId, string? WhenFull);

/// <summary>A start that waits for room.</summary>
/// <param name="Id">The id in the list of held deliveries.</param>
/// <param name="Reason">The stable code of the reason.</param>
/// <param name="Message">The reason for a person.</param>
internal sealed record HeldStartBody(string Id, string Reason, string? Message)
{
    /// <summary>The body of a held start.</summary>
    public static HeldStartBody Of(HeldDelivery held) => new(
        string.Create(CultureInfo.InvariantCulture, $"{held.Id:D}.{held.Workflow.Value}"), held.Reason, held.Message);
}

/// <summary>What validation found.</summary>
/// <param name="Severity"><c>error</c> (blocks publishing) or <c>warning</c>.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Pointer">Where in the definition.</param>
/// <param name="StepId">The step concerned.</param>
/// <param name="Position">The position in the expression, in characters.</param>
/// <param name="Length">How many characters of the expression are concerned.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Actual">What was found.</param>
/// <param name="Suggestion">What to write instead.</param>
internal sealed record FindingBody(
    string Severity, string Code, string Message, string Pointer, string? StepId, int? Position, int? Length, string? Expected, string? Actual,
    string? Suggestion)
{
    /// <summary>The body of a finding.</summary>
    public static FindingBody Of(Finding finding) => new(
        finding.Severity == FindingSeverity.Error ? "error" : "warning", finding.Code, finding.Message, finding.Pointer, finding.StepId,
        finding.Position, finding.Length, finding.Expected, finding.Actual, finding.Suggestion);
}

/// <summary>What validation found in a definition.</summary>
/// <param name="Valid">Whether it could be published.</param>
/// <param name="Findings">Errors and warnings.</param>
internal sealed record ValidationBody(bool Valid, IReadOnlyList<FindingBody> Findings)
{
    /// <summary>The body of findings.</summary>
    public static ValidationBody Of(IReadOnlyList<Finding> findings) => new(
        findings.All(finding => finding.Severity != FindingSeverity.Error), [.. findings.Select(FindingBody.Of)]);
}

/// <summary>What publishing did.</summary>
/// <param name="Version">The new version.</param>
/// <param name="Findings">The warnings.</param>
/// <param name="Workflow">The workflow as it stands now.</param>
internal sealed record PublishedBody(int Version, IReadOnlyList<FindingBody> Findings, WorkflowBody Workflow)
{
    /// <summary>The body of a result with a version.</summary>
    public static PublishedBody Of(PublishResult result) => new(
        result.Version!.Value, [.. result.Findings.Select(FindingBody.Of)], WorkflowBody.Of(result.Workflow));
}

/// <summary>What changed from one version to another.</summary>
/// <param name="From">The version before.</param>
/// <param name="To">The version after.</param>
/// <param name="Changes">The changes; none when the definitions are equal.</param>
internal sealed record DiffBody(int From, int To, IReadOnlyList<ChangeBody> Changes)
{
    /// <summary>The body of a comparison.</summary>
    public static DiffBody Of(int from, int to, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) =>
        new(from, to, [.. DefinitionDiff.Of(JsonValue.Parse(before), JsonValue.Parse(after)).Select(ChangeBody.Of)]);
}

/// <summary>One change.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>moved</c> to another block, <c>changed</c>, or <c>reordered</c> within a block.</param>
/// <param name="Step">The step; absent for the definition itself.</param>
/// <param name="Path">The JSON pointer of a changed value within the step (or the definition), or the block.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
internal sealed record ChangeBody(string Kind, string? Step, string Path, RawJson? Before, RawJson? After)
{
    /// <summary>The body of a change.</summary>
    public static ChangeBody Of(DefinitionChange change) => new(
        change.Kind, change.Step, change.Path, Raw(change.Before), Raw(change.After));

    private static RawJson? Raw(JsonValue value) => value.IsMissing ? null : RawJson.OrNull(value.ToUtf8());
}
