using System.Text.RegularExpressions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Queries;

/// <summary>
/// The redaction rules of tenants: the settings <c>redactionPointers</c> (JSON pointers into the envelope, <c>*</c> for every item) and
/// <c>redactionKeyPatterns</c> (regular expressions over property names).
/// </summary>
public sealed class RedactionRules
{
    /// <summary>The setting with the pointers.</summary>
    public const string PointersSetting = "redactionPointers";

    /// <summary>The setting with the patterns.</summary>
    public const string PatternsSetting = "redactionKeyPatterns";

    private const int MaxRules = 200;
    private const string Topic = "redaction";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);
    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly ChangeSignals signals;
    private readonly ChangeCache<TenantId, (DateTimeOffset Until, Redactor Redactor)> cache = new();

    /// <summary>Creates rules that know no tenant yet.</summary>
    public RedactionRules(IStore store, TimeProvider clock, ChangeSignals signals)
    {
        (this.store, this.clock, this.signals) = (store, clock, signals);
        signals.Register(Topic, cache.Forget);
    }

    /// <summary>The redactor of a tenant; remembered for half a minute, and a change in this host is seen at once.</summary>
    public async ValueTask<Redactor> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (cache.TryGet(tenant, out var known) && known.Until > now) return known.Redactor;
        var readAt = cache.Generation;
        var record = await store.Tenants.GetAsync(tenant, cancellationToken);
        var redactor = record is { Settings.IsEmpty: false } ? Read(JsonValue.Parse(record.Settings)) : Redactor.Default;
        cache.Set(tenant, (now + Life, redactor), readAt);
        return redactor;
    }

    /// <summary>Tells that the rules of a tenant were changed.</summary>
    public void Changed() => signals.Changed(Topic);

    /// <summary>What is wrong with the rules in a tenant's settings; null when nothing is.</summary>
    public static Problem? Check(JsonValue settings)
    {
        if (CheckTexts(settings, PointersSetting) is { } pointers) return pointers;
        if (CheckTexts(settings, PatternsSetting) is { } patterns) return patterns;
        for (var i = 0; i < settings[PointersSetting].Count; i++)
            if (!TryReadPointer(settings[PointersSetting][i].GetString(), out _))
                return Invalid($"/{PointersSetting}/{i}", "is not a JSON pointer below payload, vars, meta or error");
        for (var i = 0; i < settings[PatternsSetting].Count; i++)
            if (TryReadPattern(settings[PatternsSetting][i].GetString()) is null)
                return Invalid($"/{PatternsSetting}/{i}", "is not a regular expression, or one that needs backtracking");
        return null;
    }

    /// <summary>The segments of a pointer into an envelope.</summary>
    internal static bool TryReadPointer(string text, out string[] segments)
    {
        segments = [];
        if (!JsonPointer.TryParse(text, out _) || text.Length < 2) return false;
        segments = [.. text[1..].Split('/').Select(segment =>
            segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return segments[0] is "payload" or "vars" or "meta" or "error";
    }

    private static Redactor Read(JsonValue settings)
    {
        var pointers = new List<string[]>();
        foreach (var pointer in settings[PointersSetting].EnumerateArray())
            if (pointer.Kind == JsonKind.String && TryReadPointer(pointer.GetString(), out var segments)) pointers.Add(segments);
        var patterns = new List<Regex>();
        foreach (var pattern in settings[PatternsSetting].EnumerateArray())
            if (pattern.Kind == JsonKind.String && TryReadPattern(pattern.GetString()) is { } regex) patterns.Add(regex);
        return new Redactor(pointers, patterns);
    }

    private static Problem? CheckTexts(JsonValue settings, string name)
    {
        var list = settings[name];
        if (list.IsMissing) return null;
        if (list.Kind != JsonKind.Array || list.Count > MaxRules) return Invalid($"/{name}", $"is not a list of up to {MaxRules} texts");
        for (var i = 0; i < list.Count; i++)
            if (list[i].Kind != JsonKind.String || list[i].GetString().Length is 0 or > 500) return Invalid($"/{name}/{i}", "is not a text of 1 to 500 characters");
        return null;
    }

    private static Regex? TryReadPattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Problem Invalid(string pointer, string what) => new(
        ProblemKind.Invalid, "INVALID_REDACTION", $"The setting at {pointer} {what}.", pointer, "Correct it; nothing was saved.");
}
