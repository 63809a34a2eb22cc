using Workflows.Abstractions.Json;
using Workflows.ClientApi.Definitions;
using Workflows.Hosting.Impact;

namespace Workflows.ClientApi.Impact;

/// <summary>What a schema would become.</summary>
/// <param name="Schema">The proposed schema; or else <paramref name="With"/>.</param>
/// <param name="With">The ref of a registered schema.</param>
/// <param name="Events">How many of the latest events of each type are looked at: 0 to 1,000; 200 when absent.</param>
internal sealed record ImpactRequestBody(JsonValue Schema, string? With, int? Events);

/// <summary>What a change of a schema breaks.</summary>
/// <param name="Safe">Whether nothing gets worse.</param>
/// <param name="Workflows">How many published workflows rest on the schema.</param>
/// <param name="IsCut">Whether there are more published workflows than were looked at.</param>
/// <param name="Appearing">What validation would find that it does not find today.</param>
/// <param name="Disappearing">How many findings there would be no more.</param>
/// <param name="Events">What the change does to stored events, by type.</param>
internal sealed record ImpactBody(
    bool Safe, int Workflows, bool IsCut, IReadOnlyList<ImpactFindingBody> Appearing, int Disappearing, IReadOnlyList<EventImpact> Events)
{
    /// <summary>The body of a report.</summary>
    public static ImpactBody Of(ImpactReport report) => new(
        report.IsSafe, report.Workflows, report.IsCut,
        [.. report.Appearing.Select(item => new ImpactFindingBody(item.Workflow, item.Version, FindingBody.Of(item.Finding)))],
        report.Disappearing, report.Events);
}

/// <summary>A finding that would appear.</summary>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="Version">Its newest published version.</param>
/// <param name="Finding">The finding.</param>
internal sealed record ImpactFindingBody(string Workflow, int Version, FindingBody Finding);
