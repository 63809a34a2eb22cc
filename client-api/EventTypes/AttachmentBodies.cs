using Workflows.ClientApi.Definitions;
using Workflows.Hosting.Definitions;

namespace Workflows.ClientApi.EventTypes;

/// <summary>Makes a workflow on an event type.</summary>
/// <param name="Key">Lower-case letters, digits, '.', '_' and '-', at most 100 characters.</param>
/// <param name="Name">The display name.</param>
/// <param name="AllowPlaceholder">
/// Takes an event type without a schema, too: the draft cannot be published until a schema is chosen. False when absent.
/// </param>
internal sealed record AttachBody(string Key, string Name, bool? AllowPlaceholder);

/// <summary>Takes a workflow off an event type.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Reason">Why, for the audit trail.</param>
internal sealed record DetachBody(string Workflow, string? Reason);

/// <summary>A workflow of an event type.</summary>
/// <param name="Key">What addresses call it.</param>
/// <param name="Name">The display name.</param>
/// <param name="Status"><c>published</c> when its newest version listens, <c>draft</c> when only its draft does.</param>
/// <param name="Version">The version that listens; absent for a draft.</param>
/// <param name="InDraft">Whether the draft listens: when not, the next publication takes the workflow off the event.</param>
/// <param name="Paused">Whether deliveries are held instead of starting runs.</param>
/// <param name="UpdatedAt">When it changed last.</param>
/// <param name="Href">Its address.</param>
internal sealed record AttachedWorkflowBody(
    string Key, string Name, string Status, int? Version, bool InDraft, bool Paused, DateTimeOffset UpdatedAt, string Href)
{
    /// <summary>The body of a workflow of an event type.</summary>
    public static AttachedWorkflowBody Of(AttachedWorkflow attached) => new(
        attached.Workflow.Key, attached.Workflow.Name, attached.Version is null ? "draft" : "published", attached.Version, attached.InDraft,
        attached.Workflow.Paused, attached.Workflow.UpdatedAt, $"/v1/workflows/{attached.Workflow.Key}");
}

/// <summary>What detaching did.</summary>
/// <param name="Version">The new version, which has no trigger.</param>
/// <param name="Workflow">The workflow as it stands now.</param>
internal sealed record DetachedBody(int Version, WorkflowBody Workflow);
