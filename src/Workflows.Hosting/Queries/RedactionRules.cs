using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Queries;

/// <summary>
/// The redaction rules of tenants: the settings <c>redactionPointers</c> (JSON pointers into the envelope, <c>*</c> for every item) and
/// <c>redactionKeyPatterns</c> (regular expressions over property names).
/// </summary>
public sealed class RedactionRules(IStore store, TimeProvider clock)
{
    /// <summary>The setting with the pointers.</summary>
    public const string PointersSetting = "redactionPointers";

    /// <summary>The setting with the patterns.</summary>
    public const string PatternsSetting = "redactionKeyPatterns";

    private const int MaxRules = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TenantId, (DateTimeOffset Until, Redactor Redactor)> cache = new();

    /// <summary>The redactor of a tenant; a change takes at most five seconds to be seen by another process.</summary>
    public async ValueTask<Redactor> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (cache.TryGetValue(tenant, out var known) && known.Until > now) return known.Redactor;
        var record = await store.Tenants.GetAsync(tenant, cancellationToken);
        var redactor = record is { Settings.IsEmpty: false } ? Read(JsonValue.Parse(record.Settings)) : Redactor.Default;
        cache[tenant] = (now + Fresh, redactor);
        return redactor;
    }

    /// <summary>Forgets a tenant's rules after a change.</summary>
    public void Invalidate(TenantId tenant) => cache.TryRemove(tenant, out _);

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
