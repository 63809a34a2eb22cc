using Microsoft.Net.Http.Headers;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Problems;
using Workflows.Hosting;

namespace Workflows.ClientApi.Requests;

/// <summary>Reads request bodies into memory, within limits.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes that any route takes: a batch of events.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The most bytes of a body that is not a batch of events.</summary>
    public const int MaxDocumentBytes = 1024 * 1024;

    /// <summary>Reads the whole body. The memory is the caller's own.</summary>
    public static async Task<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit) return GatewayProblems.BodyTooLarge(limit);
        var buffer = new byte[request.ContentLength is { } length and > 0 ? (int)length : 16 * 1024];
        var filled = 0;
        while (true)
        {
            if (filled == buffer.Length && filled == request.ContentLength) return new ReadOnlyMemory<byte>(buffer);
            if (filled == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
            var read = await request.Body.ReadAsync(buffer.AsMemory(filled), request.HttpContext.RequestAborted);
            filled += read;
            if (filled > limit) return GatewayProblems.BodyTooLarge(limit);
            if (read == 0) return new ReadOnlyMemory<byte>(buffer, 0, filled);
        }
    }

    /// <summary>Reads a body that has to be one JSON document.</summary>
    public static async Task<Result<JsonValue>> ReadJsonAsync(HttpRequest request)
    {
        if (!IsJson(request)) return GatewayProblems.UnsupportedMediaType("application/json");
        var body = await ReadAsync(request, MaxDocumentBytes);
        if (!body.IsOk) return body.Problem;
        return JsonValue.TryParse(body.Value, null, out var value, out var error)
            ? value
            : GatewayProblems.MalformedJson(error!.Message, error.Position);
    }

    /// <summary>Whether the body is declared as JSON.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the body is declared as newline-delimited JSON.</summary>
    public static bool IsLines(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type)
        && (type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/jsonl", StringComparison.OrdinalIgnoreCase));

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
