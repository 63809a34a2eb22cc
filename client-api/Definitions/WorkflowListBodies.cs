using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.Definitions;

/// <summary>Selects workflows.</summary>
/// <param name="Status">Only <c>active</c> (published and not paused), <c>draft</c> (never published) or <c>paused</c> ones.</param>
/// <param name="Trigger">Only those that <c>event</c>s start, that a <c>schedule</c> starts, or that neither does: <c>manual</c>.</param>
/// <param name="EventType">Only those that listen to this event type.</param>
/// <param name="Tag">Only those with this label.</param>
/// <param name="Search">A part of the key, name or description, in any case.</param>
/// <param name="Sort"><c>key</c>, the default; <c>name</c>; or <c>updated</c>, the last change first.</param>
/// <param name="Cursor">The nextCursor of the page before, with the same sort.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record WorkflowListQuery(
    [FromQuery] string? Status, [FromQuery] string? Trigger, [FromQuery] string? EventType, [FromQuery] string? Tag, [FromQuery] string? Search,
    [FromQuery] string? Sort, [FromQuery] string? Cursor, [FromQuery] string? Limit);

/// <summary>A page of workflows.</summary>
/// <param name="Items">The workflows, in the order that was asked for.</param>
/// <param name="Counts">How many match the query, whatever their status.</param>
/// <param name="NextCursor">Leads to the next page; absent on the last one.</param>
internal sealed record WorkflowPage(IReadOnlyList<WorkflowSummaryBody> Items, WorkflowCounts Counts, string? NextCursor);

/// <summary>A workflow in a list.</summary>
/// <param name="Key">What addresses call it.</param>
/// <param name="Name">The display name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Status"><c>active</c>, <c>draft</c> or <c>paused</c>.</param>
/// <param name="Trigger"><c>event</c>, <c>schedule</c> or <c>manual</c>; of the published version, or of the draft as long as none is published.</param>
/// <param name="EventType">The event type that it listens to.</param>
/// <param name="Scheduled">Whether it has a schedule that is not completed; it may listen to events as well.</param>
/// <param name="PublishedVersion">The newest published version; absent when none is.</param>
/// <param name="UnpublishedChanges">Whether the draft differs from the published version.</param>
/// <param name="Findings">What the last validation of the draft found.</param>
/// <param name="Runs">How the runs of the last seven days ended, one entry a day, today last.</param>
/// <param name="Paused">Whether events are held or skipped instead of starting runs.</param>
/// <param name="PauseReason">Why.</param>
/// <param name="Visible">Whether others than admins see it in lists.</param>
/// <param name="System">Whether it belongs to the system: only an admin changes it.</param>
/// <param name="Tags">Labels.</param>
/// <param name="Revision">The number of changes so far; also the ETag.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it changed last.</param>
internal sealed record WorkflowSummaryBody(
    string Key, string Name, string? Description, string Status, string Trigger, string? EventType, bool Scheduled, int? PublishedVersion,
    bool UnpublishedChanges, FindingCounts Findings, IReadOnlyList<DailyRunsBody> Runs, bool Paused, string? PauseReason, bool Visible,
    bool System, IReadOnlyList<string> Tags, int Revision, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The body of a workflow in a list.</summary>
    public static WorkflowSummaryBody Of(ListedWorkflow item)
    {
        var (workflow, settings, facts) = (item.Workflow, item.Settings, item.Facts);
        return new WorkflowSummaryBody(
            workflow.Key, workflow.Name, workflow.Description, Word(item.Status), Word(item.Start), facts.EventType, item.HasSchedule,
            workflow.PublishedVersion == 0 ? null : workflow.PublishedVersion, facts.HasUnpublishedChanges,
            new FindingCounts(facts.Errors, facts.Warnings), [.. item.Runs.Select(DailyRunsBody.Of)], workflow.Paused,
            workflow.Paused ? settings.PauseReason : null, settings.Visible, settings.System, settings.Tags, workflow.Revision,
            workflow.CreatedAt, workflow.UpdatedAt);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>Numbers of findings.</summary>
/// <param name="Errors">They block publishing.</param>
/// <param name="Warnings">They do not.</param>
internal sealed record FindingCounts(int Errors, int Warnings);

/// <summary>How the runs that began on one day ended.</summary>
/// <param name="Day">The day in UTC, as 2026-01-31.</param>
/// <param name="Succeeded">Runs that succeeded.</param>
/// <param name="Failed">Runs that failed.</param>
internal sealed record DailyRunsBody(string Day, long Succeeded, long Failed)
{
    /// <summary>The body of a day.</summary>
    public static DailyRunsBody Of(DailyRuns runs) =>
        new(runs.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), runs.Succeeded, runs.Failed);
}
