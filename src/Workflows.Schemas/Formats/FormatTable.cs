using System.Collections.Frozen;

namespace Workflows.Schemas.Formats;

/// <summary>
/// The formats of JSON Schema 2020-12 validation §7.3. Draft-07 knows all but <c>duration</c> and <c>uuid</c>; these two are
/// asserted there as well, because a draft-07 author who writes them means the same.
/// </summary>
internal static class FormatTable
{
    private static readonly FrozenDictionary<string, FormatCheck> Checks = new Dictionary<string, FormatCheck>
    {
        ["date-time"] = DateTimeFormats.IsDateTime,
        ["date"] = DateTimeFormats.IsDate,
        ["time"] = DateTimeFormats.IsTime,
        ["duration"] = DurationFormat.IsDuration,
        ["email"] = EmailFormats.IsEmail,
        ["idn-email"] = EmailFormats.IsInternationalEmail,
        ["hostname"] = HostnameFormats.IsHostname,
        ["idn-hostname"] = HostnameFormats.IsInternationalHostname,
        ["ipv4"] = IpAddressFormats.IsIpv4,
        ["ipv6"] = IpAddressFormats.IsIpv6,
        ["uri"] = UriFormats.IsUri,
        ["uri-reference"] = UriFormats.IsUriReference,
        ["iri"] = UriFormats.IsIri,
        ["iri-reference"] = UriFormats.IsIriReference,
        ["uri-template"] = UriTemplateFormat.IsUriTemplate,
        ["uuid"] = UuidFormat.IsUuid,
        ["json-pointer"] = JsonPointerFormats.IsJsonPointer,
        ["relative-json-pointer"] = JsonPointerFormats.IsRelativeJsonPointer,
        ["regex"] = RegexFormat.IsRegex,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The check of a format; null for an unknown one, which accepts everything.</summary>
    public static FormatCheck? Find(string format) => Checks.GetValueOrDefault(format);
}
