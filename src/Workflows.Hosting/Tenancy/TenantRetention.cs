using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tenancy;

/// <summary>For how many days a tenant keeps its rows; null for as long as the operator lets it. Never longer than that.</summary>
/// <param name="EventsDays">Events, what they did, and rejected events.</param>
/// <param name="RunsDays">Runs that ended, with their history, tasks and calls.</param>
/// <param name="AuditDays">The audit trail.</param>
public sealed record TenantRetention(int? EventsDays = null, int? RunsDays = null, int? AuditDays = null)
{
    private const string Setting = "retention";
    private const string Events = "eventsDays";
    private const string Runs = "runsDays";
    private const string Audit = "auditDays";

    /// <summary>Whether nothing is kept for a shorter time than the operator's.</summary>
    public bool IsDefault => this == new TenantRetention();

    /// <summary>The days of the operator's retention: the most that a tenant can have.</summary>
    public static TenantRetention Longest(Retention retention) =>
        new((int)retention.Events.TotalDays, (int)retention.Runs.TotalDays, (int)retention.Audit.TotalDays);

    /// <summary>Reads the stored settings of a tenant.</summary>
    public static TenantRetention Read(ReadOnlyMemory<byte> settings)
    {
        if (settings.IsEmpty) return new TenantRetention();
        var stored = JsonValue.Parse(settings)[Setting];
        return new TenantRetention(Days(stored[Events]), Days(stored[Runs]), Days(stored[Audit]));
    }

    /// <summary>Stored settings with these in them; what else is there stays.</summary>
    public byte[] WriteInto(ReadOnlyMemory<byte> settings)
    {
        var stored = settings.IsEmpty ? JsonValue.EmptyObject : JsonValue.Parse(settings);
        var days = new JsonObjectBuilder();
        foreach (var (name, value) in (ReadOnlySpan<(string, int?)>)[(Events, EventsDays), (Runs, RunsDays), (Audit, AuditDays)])
            if (value is { } chosen) days.Add(name, JsonValue.From(chosen));
        return (IsDefault ? stored.Without(Setting) : stored.With(Setting, days.Build())).ToUtf8();
    }

    /// <summary>What is wrong with the days; null when nothing is.</summary>
    /// <param name="longest">The most that the operator lets a tenant have.</param>
    public Problem? Check(TenantRetention longest) =>
        Check(Events, EventsDays, longest.EventsDays) ?? Check(Runs, RunsDays, longest.RunsDays) ?? Check(Audit, AuditDays, longest.AuditDays);

    /// <summary>What the tenant keeps, given what the operator lets it keep.</summary>
    public Retention Within(Retention retention) => retention with
    {
        Events = Shorter(retention.Events, EventsDays),
        Rejected = Shorter(retention.Rejected, EventsDays),
        Runs = Shorter(retention.Runs, RunsDays),
        Audit = Shorter(retention.Audit, AuditDays),
    };

    private static TimeSpan Shorter(TimeSpan operators, int? days) =>
        days is { } chosen && TimeSpan.FromDays(chosen) < operators ? TimeSpan.FromDays(chosen) : operators;

    private static int? Days(JsonValue value) =>
        value.Kind == JsonKind.Number && value.TryGetInt64(out var days) && days is > 0 and <= int.MaxValue ? (int)days : null;

    private static Problem? Check(string name, int? days, int? longest) =>
        days is null || days <= longest
            ? null
            : new Problem(
                ProblemKind.Invalid, "RETENTION_TOO_LONG", $"{days} days are longer than this server keeps such rows: {longest} days.", $"/{name}",
                $"Choose up to {longest} days, or leave '{name}' out to keep them that long.");
}
