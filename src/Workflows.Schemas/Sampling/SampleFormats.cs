using System.Globalization;

namespace Workflows.Schemas.Sampling;

/// <summary>Values of the known formats.</summary>
internal static class SampleFormats
{
    private static readonly string[] Ahead =
        ["due", "expires", "expiry", "expiration", "scheduled", "next", "target", "end", "until", "renewal"];

    /// <summary>A value of the format; null when the format is unknown.</summary>
    public static string? Of(string format, string name, SampleOptions options, SampleRandom random) => format switch
    {
        "date-time" => Instant(name, options, random).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "date" => Instant(name, options, random).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "time" => Instant(name, options, random).ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "duration" => random.Pick(["PT15M", "PT1H", "PT4H30M", "P1D", "P2W"]),
        "email" or "idn-email" => SampleNames.Email(random),
        "hostname" or "idn-hostname" => random.Pick(["app.example.com", "mail.example.org", "edge-02.example.net"]),
        "ipv4" => $"192.0.2.{random.Between(1, 254)}",
        "ipv6" => string.Create(CultureInfo.InvariantCulture, $"2001:db8::{random.Between(1, 0xFFFF):x}"),
        "uri" or "iri" or "uri-reference" or "iri-reference" =>
            $"https://app.example.com/{SampleNames.Slug(name)}/{random.Between(1000, 9999)}",
        "uri-template" => $"https://app.example.com/{SampleNames.Slug(name)}/{{id}}",
        "uuid" => Uuid(random),
        "json-pointer" => "/items/0/name",
        "relative-json-pointer" => "1/name",
        "regex" => "^[a-z]+$",
        _ => null,
    };

    public static DateTimeOffset Instant(string name, SampleOptions options, SampleRandom random)
    {
        var words = SampleNames.Words(name);
        bool isAhead = words.Any(word => Ahead.Contains(word, StringComparer.Ordinal));

        // What an event tells of came before the event itself.
        long minutes = words[0] == "occurred" ? 0 : random.Between(5, 14 * 24 * 60);
        return options.Around.ToUniversalTime().AddMinutes(isAhead ? minutes : -minutes).AddSeconds(random.Below(60));
    }

    // The version and variant of a random UUID (RFC 4122 §4.4).
    private static string Uuid(SampleRandom random)
    {
        string digits = random.Next().ToString("x16", CultureInfo.InvariantCulture)
            + random.Next().ToString("x16", CultureInfo.InvariantCulture);
        char variant = "89ab"[random.Below(4)];
        return $"{digits[..8]}-{digits[8..12]}-4{digits[13..16]}-{variant}{digits[17..20]}-{digits[20..]}";
    }
}
