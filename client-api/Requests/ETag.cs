using System.Globalization;
using Microsoft.Net.Http.Headers;
using Workflows.ClientApi.Problems;
using Workflows.Hosting;

namespace Workflows.ClientApi.Requests;

/// <summary>Revisions as entity tags (RFC 9110 §8.8.3).</summary>
internal static class ETag
{
    /// <summary>Puts a revision on the answer.</summary>
    public static void Write(HttpResponse response, int revision) =>
        response.Headers.ETag = $"\"{revision.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The revision that <c>If-Match</c> names; null when the header is absent or <c>*</c>.</summary>
    public static Result<int?> ReadIfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return (int?)null;
        return EntityTagHeaderValue.TryParse(header, out var tag) && !tag.IsWeak
            && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? (int?)revision
            : GatewayProblems.InvalidIfMatch;
    }
}
