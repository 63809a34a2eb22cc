using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Ingest;

/// <summary>
/// Reads the body of a publish request: one envelope, a JSON array of envelopes, or one envelope a line (NDJSON). The body is parsed once
/// and not copied: payloads are parts of it, so it must not be changed or reused afterwards.
/// </summary>
public static class EnvelopeReader
{
    /// <summary>Reads a body of the media type <c>application/json</c>.</summary>
    /// <returns>One item per event, each good or refused alone; or the problem with the body as a whole.</returns>
    public static Result<EnvelopeBatch> ReadJson(ReadOnlyMemory<byte> body, EnvelopeLimits? limits = null)
    {
        limits ??= EnvelopeLimits.Default;
        if (EnvelopeProblems.OfSize(body.Length, limits) is { } tooLarge) return tooLarge;
        // One level for the array around the events.
        if (!JsonValue.TryParse(body, ParseLimits(limits, extraDepth: 1), out var value, out var error))
            return EnvelopeProblems.Unreadable(error!, pointer: null);
        if (value.Kind != JsonKind.Array)
            return new EnvelopeBatch(IsSingle: true, [EnvelopeItemReader.Read(value, "", limits, body.Length > limits.MaxPayloadBytes)]);
        return value.Count == 0 ? EnvelopeProblems.NoEvents
            : value.Count > limits.MaxEvents ? EnvelopeProblems.TooManyEvents(limits)
            : ReadArray(value, limits, body.Length > limits.MaxPayloadBytes);
    }

    /// <summary>
    /// Reads a body of the media type <c>application/x-ndjson</c>. Empty lines do not count; a broken line is that item's problem.
    /// </summary>
    /// <returns>One item per line, each good or refused alone; or the problem with the body as a whole.</returns>
    public static Result<EnvelopeBatch> ReadLines(ReadOnlyMemory<byte> body, EnvelopeLimits? limits = null)
    {
        limits ??= EnvelopeLimits.Default;
        if (EnvelopeProblems.OfSize(body.Length, limits) is { } tooLarge) return tooLarge;
        var parseLimits = ParseLimits(limits, extraDepth: 0);
        var items = new List<EnvelopeItem>();
        for (var start = 0; start < body.Length;)
        {
            var length = body.Span[start..].IndexOf((byte)'\n');
            var line = length < 0 ? body[start..] : body.Slice(start, length);
            start += line.Length + 1;
            if (line.Span.TrimStart(" \t\r"u8).IsEmpty) continue;
            if (items.Count == limits.MaxEvents) return EnvelopeProblems.TooManyEvents(limits);
            items.Add(ReadLine(line, items.Count, limits, parseLimits));
        }

        return items.Count == 0 ? EnvelopeProblems.NoEvents : new EnvelopeBatch(IsSingle: false, items);
    }

    private static EnvelopeBatch ReadArray(JsonValue array, EnvelopeLimits limits, bool measure)
    {
        var items = new List<EnvelopeItem>(array.Count);
        foreach (var value in array.EnumerateArray())
            items.Add(EnvelopeItemReader.Read(value, EnvelopeProblems.ItemPointer(items.Count), limits, measure));
        return new EnvelopeBatch(IsSingle: false, items);
    }

    private static EnvelopeItem ReadLine(ReadOnlyMemory<byte> line, int index, EnvelopeLimits limits, JsonParseLimits parseLimits)
    {
        var at = EnvelopeProblems.ItemPointer(index);
        return JsonValue.TryParse(line, parseLimits, out var value, out var error)
            ? EnvelopeItemReader.Read(value, at, limits, line.Length > limits.MaxPayloadBytes)
            : new EnvelopeItem(null, EnvelopeProblems.Unreadable(error!, at), null);
    }

    private static JsonParseLimits ParseLimits(EnvelopeLimits limits, int extraDepth) =>
        JsonParseLimits.Default with { MaxDepth = limits.MaxDepth + extraDepth };
}
