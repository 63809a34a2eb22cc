using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;

namespace Workflows.Hosting.Impact;

/// <summary>A question: what would become of the tenant's workflows if a schema were another one?</summary>
/// <param name="SchemaRef">The schema that would change.</param>
/// <param name="Document">What it would change to; Missing when <paramref name="With"/> says it.</param>
/// <param name="With">The ref of a registered schema that it would be like; null when <paramref name="Document"/> says it.</param>
/// <param name="Events">How many of the latest events of each type with that schema are looked at; 0 to 1,000.</param>
public sealed record ImpactQuestion(string SchemaRef, JsonValue Document, string? With, int Events);

/// <summary>What a change of a schema breaks.</summary>
public sealed record ImpactReport
{
    /// <summary>How many published workflows rest on the schema.</summary>
    public required int Workflows { get; init; }

    /// <summary>Whether there are more published workflows than were looked at.</summary>
    public required bool IsCut { get; init; }

    /// <summary>What validation would find that it does not find today.</summary>
    public required IReadOnlyList<ImpactFinding> Appearing { get; init; }

    /// <summary>How many findings of today there would be no more.</summary>
    public required int Disappearing { get; init; }

    /// <summary>What the change does to stored events, by type.</summary>
    public required IReadOnlyList<EventImpact> Events { get; init; }

    /// <summary>Whether nothing gets worse: no new error, no event that is refused or fails.</summary>
    public bool IsSafe =>
        Appearing.All(item => item.Finding.Severity != FindingSeverity.Error)
        && Events.All(type => type.NewlyInvalid == 0 && type.Workflows.Sum(workflow => workflow.Changed) == 0);
}

/// <summary>A finding that would appear.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">Its newest published version.</param>
/// <param name="Finding">The finding.</param>
public sealed record ImpactFinding(string Workflow, int Version, Finding Finding);

/// <summary>What a change does to the latest events of a type.</summary>
/// <param name="EventType">The event type.</param>
/// <param name="Looked">How many events were looked at.</param>
/// <param name="NewlyInvalid">How many satisfy the schema today and would not any more.</param>
/// <param name="NewlyValid">How many break it today and would satisfy it.</param>
/// <param name="Examples">Some that would become invalid; at most 10.</param>
/// <param name="Workflows">What the events would do for the workflows that listen to them.</param>
public sealed record EventImpact(
    string EventType, int Looked, int NewlyInvalid, int NewlyValid, IReadOnlyList<EventExample> Examples, IReadOnlyList<OutcomeImpact> Workflows);

/// <summary>What the events would do for one workflow.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">Its newest published version.</param>
/// <param name="Changed">How many events would come to another outcome.</param>
/// <param name="Changes">The changes, by what is and what would be.</param>
/// <param name="Examples">Some of them; at most 10.</param>
public sealed record OutcomeImpact(
    string Workflow, int Version, int Changed, IReadOnlyList<OutcomeChange> Changes, IReadOnlyList<EventExample> Examples);

/// <summary>A change of the outcome.</summary>
/// <param name="Now">The outcome today: <c>start</c>, or the reason why not.</param>
/// <param name="Then">The outcome after the change; <c>REJECTED</c> when the event would not be taken.</param>
/// <param name="Count">How many events.</param>
public sealed record OutcomeChange(string Now, string Then, int Count);

/// <summary>An event that fares differently.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Message">What is wrong with it then.</param>
public sealed record EventExample(string EventId, string Message);
