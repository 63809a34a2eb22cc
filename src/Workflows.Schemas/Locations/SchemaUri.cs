namespace Workflows.Schemas.Locations;

/// <summary>
/// A URI reference in its five parts, with the resolution of RFC 3986 §5. Unlike <see cref="Uri"/> it treats every scheme
/// alike (URNs, files) and changes nothing but dot segments.
/// </summary>
internal sealed record SchemaUri(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public bool IsAbsolute => Scheme is not null;

    /// <summary>The URI of the resource: without fragment.</summary>
    public SchemaUri Resource => Fragment is null ? this : this with { Fragment = null };

    public static SchemaUri Parse(string text)
    {
        string? fragment = CutAfter(ref text, '#');
        string? query = CutAfter(ref text, '?');
        string? scheme = null;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (colon > 0 && (slash < 0 || colon < slash))
        {
            scheme = text[..colon];
            text = text[(colon + 1)..];
        }
        string? authority = null;
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            int end = text.IndexOf('/', 2);
            authority = end < 0 ? text[2..] : text[2..end];
            text = end < 0 ? "" : text[end..];
        }
        return new SchemaUri(scheme, authority, text, query, fragment);
    }

    /// <summary>The target of a reference that stands where this is the base URI (RFC 3986 §5.2.2).</summary>
    public SchemaUri Resolve(SchemaUri reference)
    {
        if (reference.Scheme is not null)
            return reference with { Path = RemoveDotSegments(reference.Path) };
        if (reference.Authority is not null)
            return reference with { Scheme = Scheme, Path = RemoveDotSegments(reference.Path) };
        if (reference.Path.Length == 0)
            return this with { Query = reference.Query ?? Query, Fragment = reference.Fragment };
        string path = reference.Path[0] == '/' ? reference.Path : Merge(reference.Path);
        return this with { Path = RemoveDotSegments(path), Query = reference.Query, Fragment = reference.Fragment };
    }

    public override string ToString() => string.Concat(
        Scheme is null ? "" : Scheme + ":",
        Authority is null ? "" : "//" + Authority,
        Path,
        (Query is null ? "" : "?" + Query) + (Fragment is null ? "" : "#" + Fragment));

    private string Merge(string path)
    {
        if (Authority is not null && Path.Length == 0)
            return "/" + path;
        return Path[..(Path.LastIndexOf('/') + 1)] + path;
    }

    private static string RemoveDotSegments(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
            return path;
        var output = new List<string>();
        string[] segments = path.Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            bool isLast = i == segments.Length - 1;
            if (segments[i] is not ("." or ".."))
            {
                output.Add(segments[i]);
                continue;
            }
            if (segments[i] == ".." && output.Count > 1)
                output.RemoveAt(output.Count - 1);
            if (isLast)
                output.Add("");
        }
        return string.Join('/', output);
    }

    private static string? CutAfter(ref string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0)
            return null;
        string rest = text[(at + 1)..];
        text = text[..at];
        return rest;
    }
}
